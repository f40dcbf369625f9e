//! The console's own routes, one file each. What is not here goes to the services (see [`crate::gateway`])
//! or to the pages (see [`crate::pages`]).

mod audit;
mod change_password;
mod create_user;
mod drill_inbox;
mod drill_mail;
mod drill_webhook;
mod instance;
mod list_users;
mod live;
mod login;
mod logout;
mod me;
mod outside;
mod problems;
mod receive_drill_message;
mod user_view;

pub(crate) use outside::outside;

use axum::middleware::from_fn;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::auth::front_door::refuse_forged_writes;

/// Every route of the console, with its description.
pub(crate) fn routes() -> OpenApiRouter<App> {
    let signed = OpenApiRouter::new()
        .routes(routes!(logout::logout))
        .routes(routes!(me::me))
        .routes(routes!(change_password::change_password))
        .routes(routes!(list_users::list_users, create_user::create_user))
        .routes(routes!(live::live))
        .routes(routes!(audit::audit))
        .routes(routes!(drill_inbox::drill_inbox))
        .layer(from_fn(refuse_forged_writes));
    OpenApiRouter::new()
        .routes(routes!(login::login))
        .routes(routes!(instance::instance))
        .routes(routes!(drill_webhook::drill_webhook))
        .routes(routes!(drill_mail::drill_mail))
        .merge(signed)
}
