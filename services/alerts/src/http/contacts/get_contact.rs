//! `GET /api/alerts/v1/contacts/{person_id}`.

use axum::Json;
use axum::extract::State;
use http_kit::{ApiPath, Caller, Problem};
use ids::PersonId;

use super::{ContactItem, person_not_found};
use crate::app::App;
use crate::store::{contacts, people};

/// A person's contacts; all empty when none were entered.
#[utoipa::path(
    get,
    path = "/api/alerts/v1/contacts/{person_id}",
    operation_id = "get_contact",
    tag = "contacts",
    params(("person_id" = PersonId, Path, description = "The person")),
    responses(
        (status = 200, description = "The contacts", body = ContactItem),
        (status = 404, description = "No such person"),
    ),
    extensions(("x-huiyin-access" = json!({
        "roles": ["leader", "director", "sysadmin", "operator"], "scope": "instance"
    }))),
)]
pub(crate) async fn get_contact(
    State(app): State<App>,
    _caller: Caller,
    ApiPath(person): ApiPath<PersonId>,
) -> Result<Json<ContactItem>, Problem> {
    let mut on = app.host.store.read().await?;
    if people::names(&mut on, &[person]).await?.is_empty() {
        return Err(person_not_found());
    }
    Ok(Json(ContactItem::new(person, contacts::find(&mut on, person).await?)))
}
