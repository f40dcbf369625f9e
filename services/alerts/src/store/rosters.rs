//! Rosters, their members and their overrides; and the whole duty roll.

use std::collections::BTreeMap;

use ids::{PersonId, RosterId};
use jiff::Timestamp;
use store::{Queryable, Row, StoreError, query};
use uuid::Uuid;

use super::{code, parsed};
use crate::domain::{Layer, Override, Roll, Roster, Rotation, Standing};

/// Rosters of one instance: three layers, a few parallel ones.
pub(crate) const ROSTERS_MAX: usize = 64;
/// Members of one roster: nobody waits longer than two months for a daily turn.
pub(crate) const MEMBERS_MAX: usize = 64;
/// Overrides loaded at once: beyond it the latest ones are kept.
const OVERRIDES_MAX: i64 = 2_000;

/// A roster with the parts that only people read.
#[derive(Clone, Debug)]
pub(crate) struct RosterRow {
    pub(crate) roster: Roster,
    pub(crate) name: String,
    pub(crate) version: i64,
}

/// Every roster, oldest first, with the overrides that end after `since`.
pub(crate) async fn list(on: &mut impl Queryable, since: Timestamp) -> Result<Vec<RosterRow>, StoreError> {
    let rows = query(
        "SELECT id, layer, name, rotation, anchor, handover, version FROM rosters ORDER BY id LIMIT $1",
    )
    .bind(i64::try_from(ROSTERS_MAX).unwrap_or(i64::MAX))
    .fetch_all(on)
    .await?;
    let mut rosters = rows.iter().map(decode).collect::<Result<Vec<_>, StoreError>>()?;
    if rosters.is_empty() {
        return Ok(rosters);
    }
    let mut members = members(on).await?;
    let mut overrides = overrides(on, since).await?;
    for row in &mut rosters {
        row.roster.members = members.remove(&row.roster.id).unwrap_or_default();
        row.roster.overrides = overrides.remove(&row.roster.id).unwrap_or_default();
    }
    Ok(rosters)
}

/// Everybody who can be called from `since` on.
pub(crate) async fn roll(on: &mut impl Queryable, since: Timestamp) -> Result<Roll, StoreError> {
    let rosters: Vec<Roster> = list(on, since).await?.into_iter().map(|row| row.roster).collect();
    if rosters.is_empty() {
        return Ok(Roll::default());
    }
    let rows = query(
        "SELECT id, unit_id, active FROM people WHERE id IN \
         (SELECT person_id FROM roster_members UNION SELECT person_id FROM roster_overrides)",
    )
    .fetch_all(on)
    .await?;
    let people = rows.iter().map(|row| {
        let standing = Standing { unit: row.get::<Uuid>("unit_id")?.into(), active: row.get("active")? };
        Ok((row.get::<Uuid>("id")?.into(), standing))
    });
    Ok(Roll { rosters, people: people.collect::<Result<_, StoreError>>()? })
}

pub(crate) async fn count(on: &mut impl Queryable) -> Result<i64, StoreError> {
    query("SELECT COUNT(*) AS rosters FROM rosters").fetch_one(on).await?.get("rosters")
}

/// The layer and version of a roster.
pub(crate) async fn find(on: &mut impl Queryable, id: RosterId) -> Result<Option<(Layer, i64)>, StoreError> {
    let row = query("SELECT layer, version FROM rosters WHERE id = $1").bind(id).fetch_optional(on).await?;
    row.map(|row| Ok((code(&row, "layer", Layer::from_code)?, row.get("version")?))).transpose()
}

pub(crate) async fn add(on: &mut impl Queryable, row: &RosterRow, at: Timestamp) -> Result<(), StoreError> {
    let roster = &row.roster;
    query(
        "INSERT INTO rosters (id, layer, name, rotation, anchor, handover, version, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(roster.id)
    .bind(roster.layer.as_str())
    .bind(&row.name)
    .bind(roster.rotation.as_str())
    .bind(roster.anchor.to_string())
    .bind(roster.handover.strftime("%H:%M").to_string())
    .bind(row.version)
    .bind(at)
    .execute(on)
    .await?;
    for (position, person) in (0_i64..).zip(&roster.members) {
        query("INSERT INTO roster_members (roster_id, position, person_id) VALUES ($1, $2, $3)")
            .bind(roster.id)
            .bind(position)
            .bind(*person)
            .execute(on)
            .await?;
    }
    Ok(())
}

/// Enters a stand-in. False when the roster was changed by another writer meanwhile.
pub(crate) async fn add_override(
    on: &mut impl Queryable,
    roster: (RosterId, i64),
    shift: &Override,
    reason: &str,
    by: &str,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let (roster, version) = roster;
    let changed = query("UPDATE rosters SET version = version + 1 WHERE id = $1 AND version = $2")
        .bind(roster)
        .bind(version)
        .execute(on)
        .await?;
    if changed == 0 {
        return Ok(false);
    }
    query(
        "INSERT INTO roster_overrides \
         (id, roster_id, person_id, from_at, until_at, reason, entered_by, entered_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(shift.id)
    .bind(roster)
    .bind(shift.person)
    .bind(shift.from)
    .bind(shift.until)
    .bind(reason)
    .bind(by)
    .bind(at)
    .execute(on)
    .await?;
    Ok(true)
}

fn decode(row: &Row) -> Result<RosterRow, StoreError> {
    let roster = Roster {
        id: row.get::<Uuid>("id")?.into(),
        layer: code(row, "layer", Layer::from_code)?,
        members: Vec::new(),
        rotation: code(row, "rotation", Rotation::from_code)?,
        anchor: parsed(&row.get::<String>("anchor")?, "anchor")?,
        handover: parsed(&row.get::<String>("handover")?, "handover")?,
        overrides: Vec::new(),
    };
    Ok(RosterRow { roster, name: row.get("name")?, version: row.get("version")? })
}

async fn members(on: &mut impl Queryable) -> Result<BTreeMap<RosterId, Vec<PersonId>>, StoreError> {
    let rows = query("SELECT roster_id, person_id FROM roster_members ORDER BY roster_id, position")
        .fetch_all(on)
        .await?;
    let mut members: BTreeMap<RosterId, Vec<PersonId>> = BTreeMap::new();
    for row in &rows {
        let roster = row.get::<Uuid>("roster_id")?.into();
        members.entry(roster).or_default().push(row.get::<Uuid>("person_id")?.into());
    }
    Ok(members)
}

async fn overrides(
    on: &mut impl Queryable,
    since: Timestamp,
) -> Result<BTreeMap<RosterId, Vec<Override>>, StoreError> {
    let rows = query(
        "SELECT id, roster_id, person_id, from_at, until_at FROM roster_overrides WHERE until_at > $1 \
         ORDER BY id DESC LIMIT $2",
    )
    .bind(since)
    .bind(OVERRIDES_MAX)
    .fetch_all(on)
    .await?;
    let mut overrides: BTreeMap<RosterId, Vec<Override>> = BTreeMap::new();
    for row in rows.iter().rev() {
        let shift = Override {
            id: row.get::<Uuid>("id")?.into(),
            person: row.get::<Uuid>("person_id")?.into(),
            from: row.time("from_at")?,
            until: row.time("until_at")?,
        };
        overrides.entry(row.get::<Uuid>("roster_id")?.into()).or_default().push(shift);
    }
    Ok(overrides)
}
