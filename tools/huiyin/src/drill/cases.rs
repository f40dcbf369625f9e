//! One invented registration, as the counter would type it.

use events::{CaseClass, Channel};
use ids::UnitId;
use intake::domain::{Conflict, NewPetitioner, NewSource, Register};
use jiff::{SignedDuration, Timestamp};

use super::words::{Dice, FAMILY_NAMES, GIVEN_NAMES, MATTERS, PLACES, SENTENCES};

/// Hours since the matter reached the office. A matter is 15 days in routing: most are green, some near
/// their end, a few past it, which arrive red and call nobody ("late by import").
fn age_hours(dice: &mut Dice) -> i64 {
    let (from, days) = match dice.roll(100) {
        0..90 => (0, 11),
        90..98 => (12, 2),
        _ => (20, 10),
    };
    let hours = dice.roll(days * 24);
    i64::try_from(from * 24 + hours).unwrap_or(0)
}

/// The name of everything that one seed makes.
pub(crate) fn source(seed: u64) -> String {
    format!("drill-{seed}")
}

/// Case `number` of `seed`, at business time `now`. `units` may be accused.
pub(crate) fn register(seed: u64, number: u64, now: Timestamp, units: &[UnitId]) -> Register {
    let mut dice = Dice::of(seed, number);
    let (category, matters) = dice.one(&MATTERS).copied().unwrap_or(("", &[]));
    let (matter, place) = (dice.word(matters), dice.word(&PLACES));
    let channel = match dice.roll(10) {
        0..4 => Channel::Online,
        4..6 => Channel::Call,
        6..8 => Channel::Letter,
        8 => Channel::Visit,
        _ => Channel::FromAbove,
    };
    let accused = (dice.roll(100) < 3).then(|| dice.one(units).copied()).flatten();
    let class = match (accused, dice.roll(100)) {
        (Some(_), _) => CaseClass::Accusation,
        (None, 0..5) => CaseClass::Suggestion,
        (None, _) => CaseClass::Claim,
    };
    let sentences = 3 + dice.roll(6);
    let body: String = (0..sentences).map(|_| dice.word(&SENTENCES)).collect();
    let petitioners = if dice.roll(10) < 8 { vec![petitioner(&mut dice, place)] } else { Vec::new() };
    let persons = 1 + if dice.roll(10) == 0 { dice.roll(20) } else { 0 };
    // A minute back: nothing is received in the future.
    let age = SignedDuration::from_hours(age_hours(&mut dice)) + SignedDuration::from_mins(1);
    Register {
        channel,
        class,
        subject: format!("{place}{matter}"),
        body: format!("{place}{matter}。{body}"),
        persons: i64::try_from(persons).unwrap_or(1),
        place: Some(place.to_owned()),
        category: Some(category.to_owned()),
        petitioners,
        received_at: now.checked_sub(age).ok(),
        reception: None,
        conflict: accused.map(|unit| Conflict { units: vec![unit], persons: Vec::new() }),
        source: Some(NewSource { name: source(seed), external_id: number.to_string() }),
    }
}

fn petitioner(dice: &mut Dice, place: &str) -> NewPetitioner {
    NewPetitioner {
        name: format!("{}{}", dice.word(&FAMILY_NAMES), dice.word(&GIVEN_NAMES)),
        id_number: None,
        phone: Some(format!("1390{:07}", dice.roll(10_000_000))),
        address: Some(format!("{place}{}号", dice.roll(300) + 1)),
        representative: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intake_takes_every_invented_case() {
        let now: Timestamp = "2026-10-08T04:00:00Z".parse().unwrap();
        let unit = UnitId::from(uuid::Uuid::from_u128(9));
        let mut accusations = 0;
        for number in 0..2_000 {
            let registration = intake::domain::decide(register(3, number, now, &[unit]), now)
                .unwrap_or_else(|rejection| panic!("case {number}: {rejection:?}"));
            accusations += usize::from(registration.class == CaseClass::Accusation);
            assert!(registration.received_at < now);
        }
        assert!((20..120).contains(&accusations), "{accusations}");
    }
}
