use events::UnitKind;
use events::routing::{PersonChangedV1, UnitChangedV1};
use events::{Actor, Classification, EventDraft};
use ids::{PersonId, UnitId};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::{Person, Unit};
use crate::store::persons::StoredPerson;
use crate::store::units::StoredUnit;

/// A unit of the directory.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct UnitView {
    id: UnitId,
    name: String,
    kind: UnitKind,
    parent_id: Option<UnitId>,
    active: bool,
    /// For `If-Match`.
    version: i64,
}

/// A member of staff.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PersonView {
    id: PersonId,
    name: String,
    title: String,
    unit_id: UnitId,
    active: bool,
    /// For `If-Match`.
    version: i64,
}

impl UnitView {
    /// What a page's cursor is made of.
    pub(super) const fn key(&self) -> Uuid {
        self.id.uuid()
    }
}

impl PersonView {
    /// What a page's cursor is made of.
    pub(super) const fn key(&self) -> Uuid {
        self.id.uuid()
    }
}

impl From<StoredUnit> for UnitView {
    fn from(stored: StoredUnit) -> Self {
        let StoredUnit { unit, version } = stored;
        Self {
            id: unit.id,
            name: unit.name,
            kind: unit.kind,
            parent_id: unit.parent,
            active: unit.active,
            version,
        }
    }
}

impl From<StoredPerson> for PersonView {
    fn from(stored: StoredPerson) -> Self {
        let StoredPerson { person, version } = stored;
        Self {
            id: person.id,
            name: person.name,
            title: person.title,
            unit_id: person.unit,
            active: person.active,
            version,
        }
    }
}

/// The unit as it is now, for the copies that other services keep.
pub(super) fn unit_changed(unit: &Unit, actor: &Actor) -> EventDraft {
    let payload =
        UnitChangedV1 { name: unit.name.clone(), kind: unit.kind, parent: unit.parent, active: unit.active };
    EventDraft::new(unit.id, &payload, actor).classified(Classification::Admin)
}

/// The person as they are now, for the copies that other services keep.
pub(super) fn person_changed(person: &Person, actor: &Actor) -> EventDraft {
    let payload = PersonChangedV1 {
        name: person.name.clone(),
        unit_id: person.unit,
        title: person.title.clone(),
        active: person.active,
    };
    EventDraft::new(person.id, &payload, actor).classified(Classification::Admin)
}
