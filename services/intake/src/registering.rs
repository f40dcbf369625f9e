//! Registering: what was decided is sealed outside the writer, and written in one transaction.
//!
//! Two statements run at once (the import row and the number), everything else is gathered and written
//! together with the rest of the batch: an import of thousands shares its commits.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use events::intake::CaseRegisteredV1;
use events::{Actor, CaseClass, Classification, EventDraft, PartyKind};
use http_kit::{Problem, Scope};
use ids::{CaseId, Ids, Secrets};
use messaging::{Command, Work};
use store::StoreError;
use uuid::Uuid;
use zeroize::Zeroize;

use crate::domain::{CaseNumber, ConflictEntry, Petitioner, ReceiptCode, Registration, Series, china_year};
use crate::problems;
use crate::store::directory::{self, DirectoryKind};
use crate::store::petitioners::{Indexes, SealedPetitioner};
use crate::store::petitions::Petition;
use crate::store::{number_series, petition_texts, petitioners, petitions, sources};
use crate::vault::{BlindIndex, IndexedField, Place, Sealed, Vault, VaultError};

/// What sealing needs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sealing<'a> {
    pub(crate) vault: &'a Vault,
    pub(crate) index: &'a BlindIndex,
    pub(crate) ids: &'a Ids,
    pub(crate) secrets: &'a Secrets,
}

/// Who registers, and how the office numbers.
#[derive(Clone, Debug)]
pub(crate) struct Registrar {
    pub(crate) actor: Actor,
    pub(crate) scope: Scope,
    pub(crate) number_prefix: std::sync::Arc<str>,
}

/// A registration ready to be written; holds no plaintext.
#[derive(Debug)]
pub(crate) struct Registering {
    id: CaseId,
    registration: Registration,
    body: Sealed,
    body_chars: i64,
    petitioners: Vec<(SealedPetitioner, Indexes)>,
    receipt_hash: [u8; 32],
    sealed_receipt: String,
    registrar: Registrar,
}

/// The answer to a registration.
#[derive(Clone, Debug, serde::Serialize, utoipa::ToSchema)]
pub(crate) struct Registered {
    /// The petition's id, and the case's in every service.
    pub(crate) id: CaseId,
    /// E.g. `YX-2026-L000123`.
    pub(crate) case_number: String,
    /// 查询码, shown this once; null for an import row that was registered before. Ciphertext until the
    /// endpoint opens it: answers are kept for repetitions, and the code must not lie in the store.
    pub(crate) receipt_code: Option<String>,
    /// The petition's version, for `If-Match`.
    pub(crate) version: i64,
    /// True when the import row was registered before; absent otherwise.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) already: bool,
}

/// The version of a petition that nobody has amended.
const FIRST_VERSION: i64 = 1;

impl Registering {
    /// Seals a registration. This is the work that need not wait for the writer.
    pub(crate) fn seal(
        mut registration: Registration,
        with: Sealing<'_>,
        registrar: Registrar,
    ) -> Result<Self, VaultError> {
        let id: CaseId = with.ids.mint();
        let body_chars = i64::try_from(registration.body.chars().count()).unwrap_or(i64::MAX);
        let body = with.vault.seal(petition_texts::body_place(id), &registration.body)?;
        registration.body.zeroize();
        let mut sealed = Vec::with_capacity(registration.petitioners.len());
        for petitioner in registration.petitioners.drain(..) {
            sealed.push(seal_petitioner(petitioner, with)?);
        }
        let receipt = ReceiptCode::from_bytes(with.secrets.bytes());
        let sealed_receipt = with.vault.seal(receipt_place(id), &receipt.to_string())?;
        Ok(Self {
            id,
            registration,
            body,
            body_chars,
            petitioners: sealed,
            receipt_hash: receipt.hash(),
            sealed_receipt: BASE64.encode(sealed_receipt),
            registrar,
        })
    }

    /// Every unit and person named must be one of the directory: a slip would protect nobody (R11).
    async fn check_conflict(&self, work: &mut Work) -> Result<(), Problem> {
        let entries = &self.registration.conflict_entries;
        let units: Vec<Uuid> = entries.iter().filter_map(|entry| unit_of(*entry)).collect();
        let persons: Vec<Uuid> = entries.iter().filter_map(|entry| person_of(*entry)).collect();
        let known_units = directory::known(work, DirectoryKind::Unit, &units).await?;
        let known_persons = directory::known(work, DirectoryKind::Person, &persons).await?;
        let is_known = |entry: &ConflictEntry| match entry {
            ConflictEntry::Unit(_, id) => known_units.contains(&id.uuid()),
            ConflictEntry::Person(_, id) => known_persons.contains(&id.uuid()),
        };
        let unknown: Vec<ConflictEntry> = entries.iter().filter(|entry| !is_known(entry)).copied().collect();
        if unknown.is_empty() { Ok(()) } else { Err(problems::unknown_conflict_entries(&unknown)) }
    }

    /// The answer for an import row that was registered before.
    async fn already(&self, work: &mut Work, source: &crate::domain::Source) -> Result<Registered, Problem> {
        let known = sources::find(work, source)
            .await?
            .ok_or_else(|| StoreError::Corrupt("a claimed import row is not there".to_owned()))?;
        let scope = &self.registrar.scope;
        // An accusation is not admitted to whoever may not see it, even by its import row.
        let petition = petitions::find(work, known, scope).await?.ok_or_else(problems::source_taken)?;
        Ok(Registered {
            id: petition.id,
            case_number: petition.case_number,
            receipt_code: None,
            version: petition.version,
            already: true,
        })
    }

    fn petition(&self, case_number: String) -> Petition {
        let registration = &self.registration;
        Petition {
            id: self.id,
            case_number,
            channel: registration.channel,
            class: registration.class,
            subject: registration.subject.clone(),
            place: registration.place.clone(),
            category: registration.category.clone(),
            persons: i64::from(registration.persons),
            received_at: registration.received_at,
            registered_at: registration.registered_at,
            late_entry: registration.late_entry,
            reception: registration.reception,
            body_chars: self.body_chars,
            version: FIRST_VERSION,
        }
    }

    fn write(&self, work: &mut Work, petition: &Petition) {
        petitions::insert(work, petition, self.receipt_hash);
        petition_texts::insert(work, self.id, self.body.clone());
        for (ordinal, (petitioner, indexes)) in (0..).zip(&self.petitioners) {
            petitioners::insert(work, self.id, ordinal, petitioner, *indexes);
        }
        // Intake does not read its own events: the parties of its own copy are written here.
        let conflict = &self.registration.conflict;
        let units = conflict.excluded_units.iter().map(|id| id.uuid());
        let excluded: BTreeSet<Uuid> =
            units.chain(conflict.excluded_persons.iter().map(|id| id.uuid())).collect();
        for party in excluded {
            work.insert(
                "case_parties",
                &["case_id", "party_id", "kind"],
                vec![self.id.into(), party.into(), PartyKind::Excluded.as_str().into()],
            );
        }
    }

    fn event(&self, petition: &Petition) -> EventDraft {
        let payload = CaseRegisteredV1 {
            case_number: petition.case_number.clone(),
            channel: petition.channel,
            class: petition.class,
            matter: petition.subject.clone(),
            place: petition.place.clone(),
            category: petition.category.clone(),
            persons: petition.persons,
            received_at: petition.received_at,
            registered_at: petition.registered_at,
            late_entry: petition.late_entry,
            reception: petition.reception,
            conflict: self.registration.conflict.clone(),
        };
        EventDraft::new(self.id, &payload, &self.registrar.actor)
            .occurred(petition.registered_at)
            .classified(classification(petition.class))
    }
}

impl Command for Registering {
    type Out = Registered;
    type Err = Problem;

    async fn execute(&self, work: &mut Work) -> Result<Registered, Problem> {
        self.check_conflict(work).await?;
        if let Some(source) = &self.registration.source
            && !sources::claim(work, source, self.id).await?
        {
            return self.already(work, source).await;
        }
        let series = Series::of(self.registration.channel, self.registration.class);
        let year = china_year(self.registration.registered_at);
        let number = number_series::next(work, series, year).await?;
        let prefix = &self.registrar.number_prefix;
        let petition = self.petition(CaseNumber { prefix, year, series, number }.to_string());
        self.write(work, &petition);
        work.emit(self.event(&petition));
        Ok(Registered {
            id: self.id,
            case_number: petition.case_number,
            receipt_code: Some(self.sealed_receipt.clone()),
            version: FIRST_VERSION,
            already: false,
        })
    }
}

/// How carefully events about a case of this class are shown.
pub(crate) const fn classification(class: CaseClass) -> Classification {
    match class {
        CaseClass::Accusation => Classification::Accusation,
        CaseClass::Claim | CaseClass::Suggestion => Classification::Case,
    }
}

fn seal_petitioner(
    mut petitioner: Petitioner,
    with: Sealing<'_>,
) -> Result<(SealedPetitioner, Indexes), VaultError> {
    let id: Uuid = with.ids.mint();
    let place = |column| petitioners::place(id, column);
    let id_number = petitioner.id_number.as_ref().map(|number| number.as_str());
    let phone = petitioner.phone.as_ref().map(|phone| phone.as_str());
    let sealed = SealedPetitioner {
        id,
        representative: petitioner.representative,
        name: with.vault.seal(place("name"), &petitioner.name)?,
        id_number: with.vault.seal_optional(place("id_number"), id_number)?,
        phone: with.vault.seal_optional(place("phone"), phone)?,
        address: with.vault.seal_optional(place("address"), petitioner.address.as_deref())?,
    };
    let indexes = Indexes {
        id_number: id_number.map(|number| with.index.of(IndexedField::IdNumber, number)),
        phone: phone.map(|phone| with.index.of(IndexedField::Phone, phone)),
    };
    petitioner.name.zeroize();
    petitioner.address.zeroize();
    Ok((sealed, indexes))
}

/// Where the receipt code of a kept answer is sealed to.
fn receipt_place(petition: CaseId) -> Place {
    Place { table: "idempotency", row: petition.uuid(), column: "receipt_code" }
}

/// The receipt code of an answer; `None` when its key is not held any more.
pub(crate) fn open_receipt(vault: &Vault, petition: CaseId, sealed: &str) -> Option<String> {
    let sealed = BASE64.decode(sealed).ok()?;
    vault.open(receipt_place(petition), &sealed).ok().map(|code| code.expose().to_owned())
}

const fn unit_of(entry: ConflictEntry) -> Option<Uuid> {
    if let ConflictEntry::Unit(_, id) = entry { Some(id.uuid()) } else { None }
}

const fn person_of(entry: ConflictEntry) -> Option<Uuid> {
    if let ConflictEntry::Person(_, id) = entry { Some(id.uuid()) } else { None }
}
