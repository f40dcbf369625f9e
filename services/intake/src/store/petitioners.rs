//! The people behind petitions, sealed field by field.

use ids::CaseId;
use messaging::Work;
use store::{Queryable, Row, StoreError, query};
use uuid::Uuid;

use crate::domain::PETITIONERS_MAX;
use crate::vault::{Place, Sealed};

const COLUMNS: &[&str] = &[
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

/// One petitioner as stored.
#[derive(Clone, Debug)]
pub(crate) struct SealedPetitioner {
    pub(crate) id: Uuid,
    pub(crate) representative: bool,
    pub(crate) name: Sealed,
    pub(crate) id_number: Option<Sealed>,
    pub(crate) phone: Option<Sealed>,
    pub(crate) address: Option<Sealed>,
}

/// What exact match goes by.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Indexes {
    pub(crate) id_number: Option<[u8; 32]>,
    pub(crate) phone: Option<[u8; 32]>,
}

/// Where a petitioner's field is sealed to.
pub(crate) const fn place(petitioner: Uuid, column: &'static str) -> Place {
    Place { table: "petitioners", row: petitioner, column }
}

/// Writes one petitioner of a new petition.
pub(crate) fn insert(
    work: &mut Work,
    petition: CaseId,
    ordinal: i64,
    petitioner: &SealedPetitioner,
    indexes: Indexes,
) {
    work.insert(
        "petitioners",
        COLUMNS,
        vec![
            petitioner.id.into(),
            petition.into(),
            ordinal.into(),
            petitioner.representative.into(),
            petitioner.name.clone().into(),
            petitioner.id_number.clone().into(),
            petitioner.phone.clone().into(),
            petitioner.address.clone().into(),
            indexes.id_number.map(Vec::from).into(),
            indexes.phone.map(Vec::from).into(),
        ],
    );
}

/// A petition's petitioners in the order they signed. The caller has checked that the petition is within scope.
pub(crate) async fn list(
    on: &mut impl Queryable,
    petition: CaseId,
) -> Result<Vec<SealedPetitioner>, StoreError> {
    query(
        "SELECT id, representative, name, id_number, phone, address FROM petitioners \
         WHERE petition_id = $1 ORDER BY ordinal LIMIT $2",
    )
    .bind(petition)
    .bind(i64::try_from(PETITIONERS_MAX).unwrap_or(i64::MAX))
    .fetch_all(on)
    .await?
    .iter()
    .map(read)
    .collect()
}

fn read(row: &Row) -> Result<SealedPetitioner, StoreError> {
    Ok(SealedPetitioner {
        id: row.get("id")?,
        representative: row.get("representative")?,
        name: row.bytes("name")?,
        id_number: row.get("id_number")?,
        phone: row.get("phone")?,
        address: row.get("address")?,
    })
}
