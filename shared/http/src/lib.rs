//! What every service's HTTP side shares: who calls and what they may see, problems for people, writes
//! with idempotency and positions, and the host that runs a service.

mod access;
mod after;
mod authenticate;
mod body;
mod caller;
mod health;
mod host;
mod language;
mod listen;
mod page;
mod problem;
mod scope;
mod token;
mod trace;
mod write;

pub use access::{AccessRule, AccessTable, RowScope, UnruledRoute};
pub use authenticate::{Authenticator, TokenAuthenticator};
pub use body::{ApiJson, ApiPath, ApiQuery, BODY_BYTES_MAX};
pub use caller::Caller;
pub use host::{Host, HostError, ServiceParts, Task, describe};
pub use language::{Language, localise};
pub use page::{Cursor, LIMIT_DEFAULT, LIMIT_MAX, Page, clamp_limit};
pub use problem::{FieldProblem, Problem};
pub use scope::Scope;
pub use token::{CallToken, TokenError, TokenMint, TokenVerifier};
pub use write::{WriteHeaders, Written, submit, submit_with};
