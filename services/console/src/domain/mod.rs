//! The console's rules, pure: who may hold which roles, what a password must be, when a name is locked,
//! how long a session lives, which live events a page is told. No clock, store or network in here.

pub mod live;
pub mod lockout;
pub mod password_rules;
pub mod roles;
pub mod session_life;
pub mod username;
