//! `POST /api/intake/v1/petitions`: the counter, and the import.

use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use events::{CaseClass, Channel, ReceptionResult, Role};
use http_kit::{ApiJson, Caller, Problem, WriteHeaders, submit_with};
use ids::{PersonId, UnitId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::domain::{self, Conflict, NewPetitioner, NewReception, NewSource, Register};
use crate::problems;
use crate::registering::{self, Registered, Registering, Registrar};
use crate::vault::Vault;

/// Bytes of a registration's answer: id, number, code and version take 300.
const ANSWER_BYTES_MAX: usize = 4_096;

/// Under which role a registration is recorded, for a caller with several.
const ROLES: &[Role] = &[Role::Registrar, Role::Receptionist, Role::Director, Role::Operator];

/// A matter to be registered (I5).
#[derive(Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegisterBody {
    /// How the matter arrived.
    channel: Channel,
    /// One line, 1–200 characters, without an ID or mobile number: it goes to every unit concerned.
    subject: String,
    /// The petition's text, 1–20,000 characters; stored encrypted.
    body: String,
    /// Heads counted (人次), 1–100,000.
    persons: i64,
    /// Where the matter is; at most 200 characters, without an ID or mobile number.
    #[serde(default)]
    place: Option<String>,
    /// Path in the subject table (I10), levels joined by `/`; at most 100 characters.
    #[serde(default)]
    category: Option<String>,
    /// Claim (art. 31) unless said otherwise; accusations (art. 30) are numbered and seen apart.
    #[serde(default = "claim")]
    class: CaseClass,
    /// At most 200; none for an anonymous letter. Stored encrypted, masked in every answer.
    #[serde(default)]
    petitioners: Vec<PetitionerBody>,
    /// When it reached the office; absent: the end of the reception, else now.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    received_at: Option<Timestamp>,
    /// The reception it came from (I14).
    #[serde(default)]
    reception: Option<ReceptionBody>,
    /// Whom the petition is about; what follows for them depends on the class (R11).
    #[serde(default)]
    conflict: Option<ConflictBody>,
    /// The import row that this is: registered once for ever, whatever its content.
    #[serde(default)]
    source: Option<SourceBody>,
}

/// A petitioner.
#[derive(Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PetitionerBody {
    /// 1–60 characters.
    name: String,
    /// 18 characters with a valid check character (GB 11643).
    #[serde(default)]
    id_number: Option<String>,
    /// Mobile or landline.
    #[serde(default)]
    phone: Option<String>,
    /// At most 200 characters.
    #[serde(default)]
    address: Option<String>,
    /// One of the at most five representatives of a visit (art. 20).
    #[serde(default)]
    representative: bool,
}

/// A reception that has ended.
#[derive(Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReceptionBody {
    /// The assignment letter's 2 days count from here (R4).
    #[schema(value_type = String, format = DateTime)]
    ended_at: Timestamp,
    /// How it ended.
    result: ReceptionResult,
}

/// Units and persons of the directory, at most 100 each.
#[derive(Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConflictBody {
    /// Accusation: excluded. Otherwise: complained of, may decide but not supervise.
    #[serde(default)]
    units: Vec<UnitId>,
    /// Excluded (art. 30) or recused (art. 28).
    #[serde(default)]
    persons: Vec<PersonId>,
}

/// The name of an import row.
#[derive(Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourceBody {
    /// The source, at most 60 characters.
    name: String,
    /// Its id there, at most 200 characters.
    external_id: String,
}

const fn claim() -> CaseClass {
    CaseClass::Claim
}

/// Registers a matter: case number and receipt code at once.
#[utoipa::path(
    post,
    path = "/api/intake/v1/petitions",
    operation_id = "register_petition",
    tag = "intake",
    request_body = RegisterBody,
    responses(
        (status = 201, description = "Registered", body = Registered),
        (status = 200, description = "This import row was registered before", body = Registered),
        (status = 409, description = "The import row belongs to a petition out of the caller's sight"),
        (status = 422, description = "Wrong fields, or an Idempotency-Key used for another body"),
    ),
    extensions(("x-huiyin-access" = json!({
        "roles": ["registrar", "receptionist", "operator", "director"], "scope": "instance"
    }))),
)]
pub(crate) async fn register(
    State(app): State<App>,
    caller: Caller,
    headers: WriteHeaders,
    ApiJson(body): ApiJson<RegisterBody>,
) -> Result<Response, Problem> {
    let fingerprint = body.fingerprint()?;
    let registration = domain::decide(body.into(), app.host.business.now())
        .map_err(|rejection| problems::rejected(&rejection))?;
    let registrar = Registrar {
        actor: caller.actor_as(ROLES),
        scope: caller.scope(),
        number_prefix: app.number_prefix.clone(),
    };
    let command =
        Registering::seal(registration, app.sealing(), registrar).map_err(|error| problems::vault(&error))?;
    let status = |registered: &Registered| {
        if registered.already { StatusCode::OK } else { StatusCode::CREATED }
    };
    let written = submit_with(&app.host, &caller, &headers, &fingerprint, status, command).await?;
    with_receipt(&app.vault, written.into_response()).await
}

/// Puts the receipt code in place of its ciphertext, which is all that the answer kept for repetitions
/// holds; status and headers stay.
async fn with_receipt(vault: &Vault, response: Response) -> Result<Response, Problem> {
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, ANSWER_BYTES_MAX).await.map_err(|_| Problem::internal())?;
    let mut answer: serde_json::Value = serde_json::from_slice(&bytes).map_err(|_| Problem::internal())?;
    open_receipt(vault, &mut answer);
    Ok(Response::from_parts(parts, Body::from(answer.to_string())))
}

fn open_receipt(vault: &Vault, answer: &mut serde_json::Value) {
    let sealed = answer.get("receipt_code").and_then(serde_json::Value::as_str);
    let id = answer.get("id").and_then(serde_json::Value::as_str).and_then(|id| id.parse().ok());
    let code = sealed.zip(id).and_then(|(sealed, id)| registering::open_receipt(vault, id, sealed));
    if let Some(slot) = answer.get_mut("receipt_code") {
        *slot = code.map_or(serde_json::Value::Null, |code| json!(code));
    }
}

impl RegisterBody {
    /// What an Idempotency-Key stands for. A hash, so that nothing typed is kept beside the key.
    fn fingerprint(&self) -> Result<String, Problem> {
        let text = serde_json::to_vec(self).map_err(|_| Problem::internal())?;
        Ok(Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl From<RegisterBody> for Register {
    fn from(body: RegisterBody) -> Self {
        Self {
            channel: body.channel,
            class: body.class,
            subject: body.subject,
            body: body.body,
            persons: body.persons,
            place: body.place,
            category: body.category,
            petitioners: body.petitioners.into_iter().map(NewPetitioner::from).collect(),
            received_at: body.received_at,
            reception: body
                .reception
                .map(|reception| NewReception { ended_at: reception.ended_at, result: reception.result }),
            conflict: body
                .conflict
                .map(|conflict| Conflict { units: conflict.units, persons: conflict.persons }),
            source: body
                .source
                .map(|source| NewSource { name: source.name, external_id: source.external_id }),
        }
    }
}

impl From<PetitionerBody> for NewPetitioner {
    fn from(body: PetitionerBody) -> Self {
        Self {
            name: body.name,
            id_number: body.id_number,
            phone: body.phone,
            address: body.address,
            representative: body.representative,
        }
    }
}

/// Shows nothing that was typed.
impl std::fmt::Debug for RegisterBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RegisterBody").field("channel", &self.channel).finish_non_exhaustive()
    }
}
