//! A thousand registrations in one transaction, as intake writes one: the rows of its own tables, and an
//! event for each, from which the protocol makes log, numbering and audit chain.

use std::collections::BTreeMap;
use std::ops::Range;

use events::intake::CaseRegisteredV1;
use events::{Actor, CaseClass, Classification, EventDraft, PartyKind, Role};
use ids::CaseId;
use intake::domain::{CaseNumber, Petitioner, ReceiptCode, Registration, Series, china_year, decide};
use intake::vault::{IndexedField, Place, VaultError};
use messaging::{Command, Work};
use store::{StoreError, Value, query};
use uuid::Uuid;

use super::cases;
use super::target::Target;
use crate::{Exit, Failure};

/// Sealed and ready to be written; numbers are drawn in the transaction.
pub(crate) struct Batch {
    cases: Vec<Ready>,
    number_prefix: String,
}

struct Ready {
    id: CaseId,
    registration: Registration,
    receipt_hash: [u8; 32],
    body_chars: i64,
    body: Vec<u8>,
    petitioners: Vec<Vec<Value>>,
}

impl Batch {
    /// Decides and seals: the work that need not wait for the writer.
    pub(crate) fn prepare(target: &Target, seed: u64, numbers: Range<u64>) -> Result<Self, Failure> {
        let now = target.business.now();
        let cases = numbers.map(|number| {
            let registration = decide(cases::register(seed, number, now, &target.units), now);
            let registration = registration.map_err(|rejection| failed(&format!("{rejection:?}")))?;
            ready(target, registration).map_err(|error| failed(&error.to_string()))
        });
        Ok(Self { cases: cases.collect::<Result<_, _>>()?, number_prefix: target.number_prefix.clone() })
    }
}

fn failed(cause: &str) -> Failure {
    Failure::new(Exit::Problems, "登记规则拒绝了一件虚构事项", "intake's rules refuse an invented case")
        .caused_by(cause)
}

fn ready(target: &Target, mut registration: Registration) -> Result<Ready, VaultError> {
    let id: CaseId = target.ids.mint();
    let place = Place { table: "petition_texts", row: id.uuid(), column: "body" };
    let petitioners = std::mem::take(&mut registration.petitioners);
    let petitioners =
        (0..).zip(&petitioners).map(|(ordinal, petitioner)| seal(target, id, ordinal, petitioner));
    Ok(Ready {
        id,
        receipt_hash: ReceiptCode::from_bytes(target.secrets.bytes()).hash(),
        body_chars: i64::try_from(registration.body.chars().count()).unwrap_or(i64::MAX),
        body: target.vault.seal(place, &registration.body)?,
        petitioners: petitioners.collect::<Result<_, _>>()?,
        registration,
    })
}

const PETITIONERS: &[&str] = &[
    "id",
    "petition_id",
    "ordinal",
    "representative",
    "name",
    "id_number",
    "phone",
    "address",
    "id_number_index",
    "phone_index",
];

fn seal(target: &Target, petition: CaseId, ordinal: i64, of: &Petitioner) -> Result<Vec<Value>, VaultError> {
    let id: Uuid = target.ids.mint();
    let place = |column| Place { table: "petitioners", row: id, column };
    let (id_number, phone) =
        (of.id_number.as_ref().map(|n| n.as_str()), of.phone.as_ref().map(|p| p.as_str()));
    let index = |field, text: Option<&str>| text.map(|text| target.index.of(field, text).to_vec());
    Ok(vec![
        id.into(),
        petition.into(),
        ordinal.into(),
        of.representative.into(),
        target.vault.seal(place("name"), &of.name)?.into(),
        target.vault.seal_optional(place("id_number"), id_number)?.into(),
        target.vault.seal_optional(place("phone"), phone)?.into(),
        target.vault.seal_optional(place("address"), of.address.as_deref())?.into(),
        index(IndexedField::IdNumber, id_number).into(),
        index(IndexedField::Phone, phone).into(),
    ])
}

impl Command for Batch {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        let mut numbers = draw(work, &self.cases).await?;
        let actor = Actor { username: "operator".to_owned(), role: Some(Role::Operator), ..Actor::default() };
        for case in &self.cases {
            let series = series(case);
            let number = numbers.get_mut(&series_key(case)).map_or(0, |next| {
                *next += 1;
                *next - 1
            });
            let year = china_year(case.registration.registered_at);
            let case_number = CaseNumber { prefix: &self.number_prefix, year, series, number }.to_string();
            write(work, case, &case_number);
            work.emit(event(case, case_number, &actor));
        }
        Ok(())
    }
}

const fn series(case: &Ready) -> Series {
    Series::of(case.registration.channel, case.registration.class)
}

fn series_key(case: &Ready) -> (&'static str, i16) {
    (series(case).letter(), china_year(case.registration.registered_at))
}

/// Draws the numbers of the whole batch: the first of each series.
async fn draw(work: &mut Work, cases: &[Ready]) -> Result<BTreeMap<(&'static str, i16), i64>, StoreError> {
    let mut counts: BTreeMap<(&'static str, i16), i64> = BTreeMap::new();
    for case in cases {
        *counts.entry(series_key(case)).or_default() += 1;
    }
    let mut first = BTreeMap::new();
    for ((letter, year), count) in counts {
        let last: i64 = query(
            "INSERT INTO number_series (series, year, last_number) VALUES ($1, $2, $3) \
             ON CONFLICT (series, year) DO UPDATE SET last_number = number_series.last_number + $3 \
             RETURNING last_number",
        )
        .bind(letter)
        .bind(i64::from(year))
        .bind(count)
        .fetch_one(work)
        .await?
        .get("last_number")?;
        first.insert((letter, year), last - count + 1);
    }
    Ok(first)
}

const PETITIONS: &[&str] = &[
    "id",
    "case_number",
    "receipt_hash",
    "channel",
    "class",
    "subject",
    "place",
    "category",
    "persons",
    "received_at",
    "registered_at",
    "late_entry",
    "reception_ended_at",
    "reception_result",
    "body_chars",
    "version",
];

fn write(work: &mut Work, case: &Ready, case_number: &str) {
    let of = &case.registration;
    let petition = vec![
        case.id.into(),
        case_number.into(),
        case.receipt_hash.into(),
        of.channel.as_str().into(),
        of.class.as_str().into(),
        (&of.subject).into(),
        of.place.clone().into(),
        of.category.clone().into(),
        of.persons.into(),
        of.received_at.into(),
        of.registered_at.into(),
        of.late_entry.into(),
        of.reception.map(|reception| reception.ended_at).into(),
        of.reception.map(|reception| reception.result.as_str()).into(),
        case.body_chars.into(),
        1_i64.into(),
    ];
    work.insert("petitions", PETITIONS, petition);
    work.insert("petition_texts", &["petition_id", "body"], vec![case.id.into(), case.body.clone().into()]);
    for petitioner in &case.petitioners {
        work.insert("petitioners", PETITIONERS, petitioner.clone());
    }
    if let Some(source) = &of.source {
        let row = vec![(&source.name).into(), (&source.external_id).into(), case.id.into()];
        work.insert("sources", &["name", "external_id", "petition_id"], row);
    }
    let units = of.conflict.excluded_units.iter().map(|id| id.uuid());
    for party in units.chain(of.conflict.excluded_persons.iter().map(|id| id.uuid())) {
        let row = vec![case.id.into(), party.into(), PartyKind::Excluded.as_str().into()];
        work.insert("case_parties", &["case_id", "party_id", "kind"], row);
    }
}

fn event(case: &Ready, case_number: String, actor: &Actor) -> EventDraft {
    let of = &case.registration;
    let payload = CaseRegisteredV1 {
        case_number,
        channel: of.channel,
        class: of.class,
        matter: of.subject.clone(),
        place: of.place.clone(),
        category: of.category.clone(),
        persons: i64::from(of.persons),
        received_at: of.received_at,
        registered_at: of.registered_at,
        late_entry: of.late_entry,
        reception: of.reception,
        conflict: of.conflict.clone(),
    };
    let classification = match of.class {
        CaseClass::Accusation => Classification::Accusation,
        CaseClass::Claim | CaseClass::Suggestion => Classification::Case,
    };
    EventDraft::new(case.id, &payload, actor).occurred(of.registered_at).classified(classification)
}
