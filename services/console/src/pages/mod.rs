//! What a browser sees that is not the API: the embedded pages, the API's documentation, and the headers
//! that protect both.

pub(crate) mod assets;
pub(crate) mod docs;
pub(crate) mod security_headers;
