//! Reading what is hidden: one transaction decrypts, publishes who looked and why, and only then answers.

use events::intake::IdentityRevealedV1;
use events::{Actor, EventDraft};
use http_kit::{Problem, Scope};
use ids::CaseId;
use messaging::{Command, Work};
use store::StoreError;

use crate::domain::{RevealField, RevealRequest};
use crate::problems;
use crate::registering::classification;
use crate::store::petitioners::SealedPetitioner;
use crate::store::{petition_texts, petitioners, petitions};
use crate::vault::{Plain, Vault, VaultError};

/// A reveal asked for by somebody.
#[derive(Debug)]
pub(crate) struct Revealing {
    pub(crate) petition: CaseId,
    pub(crate) request: RevealRequest,
    pub(crate) actor: Actor,
    pub(crate) scope: Scope,
    pub(crate) vault: Vault,
}

/// What was hidden. Only the fields that were asked for.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
pub(crate) struct Revealed {
    /// The petition's text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(crate) body: Option<Plain>,
    /// Who brought it, in the order they signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) petitioners: Option<Vec<OpenPetitioner>>,
}

/// One petitioner, unmasked.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
pub(crate) struct OpenPetitioner {
    /// As signed.
    #[schema(value_type = String)]
    pub(crate) name: Plain,
    /// 18 characters.
    #[schema(value_type = Option<String>)]
    pub(crate) id_number: Option<Plain>,
    /// Digits.
    #[schema(value_type = Option<String>)]
    pub(crate) phone: Option<Plain>,
    /// Postal address.
    #[schema(value_type = Option<String>)]
    pub(crate) address: Option<Plain>,
    /// Chosen by visitors (art. 20).
    pub(crate) representative: bool,
}

impl Command for Revealing {
    type Out = Revealed;
    type Err = Problem;

    async fn execute(&self, work: &mut Work) -> Result<Revealed, Problem> {
        let petition =
            petitions::find(work, self.petition, &self.scope).await?.ok_or_else(Problem::case_not_found)?;
        let wants = |field| self.request.fields.contains(&field);
        let body = if wants(RevealField::Body) {
            let sealed = petition_texts::find(work, petition.id)
                .await?
                .ok_or_else(|| StoreError::Corrupt("a petition has no text".to_owned()))?;
            let opened = self.vault.open(petition_texts::body_place(petition.id), &sealed);
            Some(opened.map_err(|error| problems::vault(&error))?)
        } else {
            None
        };
        let petitioners = if wants(RevealField::Petitioners) {
            let sealed = petitioners::list(work, petition.id).await?;
            let opened: Result<Vec<_>, _> =
                sealed.iter().map(|petitioner| open_petitioner(&self.vault, petitioner)).collect();
            Some(opened.map_err(|error| problems::vault(&error))?)
        } else {
            None
        };
        let payload = IdentityRevealedV1 {
            case_number: petition.case_number,
            fields: self.request.fields.iter().map(|field| field.as_str().to_owned()).collect(),
        };
        work.emit(
            EventDraft::new(petition.id, &payload, &self.actor)
                .reason(&self.request.reason)
                .classified(classification(petition.class)),
        );
        Ok(Revealed { body, petitioners })
    }
}

/// Decrypts one petitioner.
pub(crate) fn open_petitioner(
    vault: &Vault,
    sealed: &SealedPetitioner,
) -> Result<OpenPetitioner, VaultError> {
    let open = |column, field: &Option<Vec<u8>>| {
        field.as_ref().map(|field| vault.open(petitioners::place(sealed.id, column), field)).transpose()
    };
    Ok(OpenPetitioner {
        name: vault.open(petitioners::place(sealed.id, "name"), &sealed.name)?,
        id_number: open("id_number", &sealed.id_number)?,
        phone: open("phone", &sealed.phone)?,
        address: open("address", &sealed.address)?,
        representative: sealed.representative,
    })
}
