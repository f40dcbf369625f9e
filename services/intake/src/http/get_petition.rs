//! `GET /api/intake/v1/petitions/{id}`: the petition with its people masked and its text left out.

use axum::Json;
use axum::extract::State;
use events::{CaseClass, Channel, ReceptionResult};
use http_kit::{ApiPath, Caller, Problem};
use ids::CaseId;
use jiff::Timestamp;
use serde::Serialize;

use crate::app::App;
use crate::domain::{mask_address, mask_id_number, mask_name, mask_phone};
use crate::problems;
use crate::revealing::{OpenPetitioner, open_petitioner};
use crate::store::petitioners;
use crate::store::petitions::{self, Petition};

/// A petition as anybody on the case may see it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PetitionView {
    #[serde(flatten)]
    summary: PetitionSummary,
    reception: Option<ReceptionView>,
    /// Masked; see `reveal`.
    petitioners: Vec<MaskedPetitioner>,
    /// Always null here; see `reveal`.
    body: Option<String>,
    /// Characters of the hidden text.
    body_chars: i64,
}

/// What lists show of a petition.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct PetitionSummary {
    id: CaseId,
    case_number: String,
    channel: Channel,
    class: CaseClass,
    subject: String,
    place: Option<String>,
    category: Option<String>,
    /// Heads counted (人次).
    persons: i64,
    #[schema(value_type = String, format = DateTime)]
    received_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    registered_at: Timestamp,
    /// Registered on a later day than received.
    late_entry: bool,
    /// For `If-Match`.
    version: i64,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct ReceptionView {
    #[schema(value_type = String, format = DateTime)]
    ended_at: Timestamp,
    result: ReceptionResult,
}

/// A petitioner behind masks.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct MaskedPetitioner {
    /// `李*`.
    name: String,
    /// `1*****************`.
    id_number: Option<String>,
    /// `138****0000`.
    phone: Option<String>,
    /// `云溪县****`.
    address: Option<String>,
    /// One of the at most five of a visit (art. 20).
    representative: bool,
}

/// One petition, masked.
#[utoipa::path(
    get,
    path = "/api/intake/v1/petitions/{id}",
    operation_id = "get_petition",
    tag = "intake",
    params(("id" = CaseId, Path, description = "The case's id")),
    responses(
        (status = 200, description = "The petition", body = PetitionView),
        (status = 404, description = "No such case within the caller's scope"),
    ),
    extensions(("x-huiyin-access" = json!({
        "roles": events::Role::ON_CASES,
        "scope": "case"
    }))),
)]
pub(crate) async fn get(
    State(app): State<App>,
    caller: Caller,
    ApiPath(id): ApiPath<CaseId>,
) -> Result<Json<PetitionView>, Problem> {
    let mut read = app.host.store.read().await?;
    let petition =
        petitions::find(&mut read, id, &caller.scope()).await?.ok_or_else(Problem::case_not_found)?;
    let sealed = petitioners::list(&mut read, id).await?;
    drop(read);
    let masked: Result<Vec<_>, _> =
        sealed.iter().map(|sealed| open_petitioner(&app.vault, sealed).map(|open| mask(&open))).collect();
    let petitioners = masked.map_err(|error| problems::vault(&error))?;
    let reception = petition
        .reception
        .map(|reception| ReceptionView { ended_at: reception.ended_at, result: reception.result });
    let body_chars = petition.body_chars;
    Ok(Json(PetitionView { summary: petition.into(), reception, petitioners, body: None, body_chars }))
}

fn mask(open: &OpenPetitioner) -> MaskedPetitioner {
    MaskedPetitioner {
        name: mask_name(open.name.expose()),
        id_number: open.id_number.as_ref().map(|number| mask_id_number(number.expose())),
        phone: open.phone.as_ref().map(|phone| mask_phone(phone.expose())),
        address: open.address.as_ref().map(|address| mask_address(address.expose())),
        representative: open.representative,
    }
}

impl PetitionSummary {
    /// Where the next page of a list begins.
    pub(crate) const fn id(&self) -> CaseId {
        self.id
    }
}

impl From<Petition> for PetitionSummary {
    fn from(petition: Petition) -> Self {
        Self {
            id: petition.id,
            case_number: petition.case_number,
            channel: petition.channel,
            class: petition.class,
            subject: petition.subject,
            place: petition.place,
            category: petition.category,
            persons: petition.persons,
            received_at: petition.received_at,
            registered_at: petition.registered_at,
            late_entry: petition.late_entry,
            version: petition.version,
        }
    }
}
