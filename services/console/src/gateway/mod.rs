//! The gateway: every call to a service passes here, with a token made for that one service.

pub(crate) mod addresses;
pub(crate) mod body;
pub(crate) mod enter;
pub(crate) mod forward;
pub(crate) mod headers;
pub(crate) mod problems;
pub(crate) mod target;
pub(crate) mod tokens;
