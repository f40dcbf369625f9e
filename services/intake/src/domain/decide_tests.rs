use proptest::prelude::*;

use events::ReceptionResult;
use ids::{PersonId, UnitId};

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    at("2026-10-09T09:00:00+08:00")
}

fn letter() -> Register {
    Register {
        channel: Channel::Letter,
        class: CaseClass::Claim,
        subject: "幸福小区夜间施工噪音".to_owned(),
        body: "每晚十一点后仍在施工。".to_owned(),
        persons: 1,
        place: None,
        category: None,
        petitioners: Vec::new(),
        received_at: None,
        reception: None,
        conflict: None,
        source: None,
    }
}

fn named(name: &str) -> NewPetitioner {
    NewPetitioner { name: name.to_owned(), ..NewPetitioner::default() }
}

/// The pointers and codes of the refusal.
fn refused(command: Register) -> Vec<(String, &'static str)> {
    decide(command, now()).unwrap_err().errors.into_iter().map(|error| (error.pointer, error.code)).collect()
}

fn one(pointer: &str, code: &'static str) -> Vec<(String, &'static str)> {
    vec![(pointer.to_owned(), code)]
}

#[test]
fn i5_any_letter_is_registered_even_an_anonymous_one() {
    let registration = decide(letter(), now()).unwrap();
    assert_eq!(registration.received_at, now());
    assert_eq!(registration.registered_at, now());
    assert!(!registration.late_entry);
    assert!(registration.petitioners.is_empty());
}

#[test]
fn every_wrong_field_is_named_at_once() {
    let command = Register { subject: " ".to_owned(), body: String::new(), persons: 0, ..letter() };
    assert_eq!(
        refused(command),
        [
            ("/subject".to_owned(), "required"),
            ("/body".to_owned(), "required"),
            ("/persons".to_owned(), "out_of_range")
        ]
    );
}

#[test]
fn texts_are_limited() {
    assert_eq!(refused(Register { subject: "信".repeat(201), ..letter() }), one("/subject", "too_long"));
    assert_eq!(refused(Register { body: "信".repeat(20_001), ..letter() }), one("/body", "too_long"));
    assert_eq!(refused(Register { place: Some("街".repeat(201)), ..letter() }), one("/place", "too_long"));
    assert_eq!(refused(Register { persons: 100_001, ..letter() }), one("/persons", "out_of_range"));
    assert!(
        decide(Register { subject: "信".repeat(200), body: "信".repeat(20_000), ..letter() }, now()).is_ok()
    );
}

#[test]
fn impossible_dates_are_refused() {
    for (received, code) in
        [("2026-10-09T09:05:01+08:00", "in_future"), ("1989-12-31T23:59:59+08:00", "too_early")]
    {
        assert_eq!(
            refused(Register { received_at: Some(at(received)), ..letter() }),
            one("/received_at", code)
        );
    }
    for received in ["2026-10-09T09:05:00+08:00", "1990-01-01T00:00:00+08:00"] {
        assert!(
            decide(Register { received_at: Some(at(received)), ..letter() }, now()).is_ok(),
            "{received}"
        );
    }
}

#[test]
fn i14_a_reception_cannot_end_before_the_matter_was_received() {
    let reception =
        NewReception { ended_at: at("2026-10-08T11:00:00+08:00"), result: ReceptionResult::ByDate };
    let command = Register {
        received_at: Some(at("2026-10-08T11:00:01+08:00")),
        reception: Some(reception),
        ..letter()
    };
    assert_eq!(refused(command), one("/reception/ended_at", "before_receipt"));
}

#[test]
fn r4_a_matter_told_at_a_reception_was_received_by_its_end() {
    let ended_at = at("2026-10-08T11:00:00+08:00");
    let reception = NewReception { ended_at, result: ReceptionResult::ByDate };
    let registration = decide(Register { reception: Some(reception), ..letter() }, now()).unwrap();
    assert_eq!(registration.received_at, ended_at);
    assert!(registration.late_entry);
}

#[test]
fn a_late_entry_is_one_received_on_an_earlier_day_in_china() {
    for (received, late) in [("2026-10-08T23:59:59+08:00", true), ("2026-10-09T00:00:00+08:00", false)] {
        let registration = decide(Register { received_at: Some(at(received)), ..letter() }, now()).unwrap();
        assert_eq!(registration.late_entry, late, "{received}");
    }
}

#[test]
fn identities_are_checked_with_their_pointers() {
    let wrong = NewPetitioner {
        id_number: Some("110105194912310021".to_owned()),
        phone: Some("1234".to_owned()),
        ..named("张三")
    };
    let command = Register { persons: 2, petitioners: vec![named("李四"), wrong], ..letter() };
    assert_eq!(
        refused(command),
        [
            ("/petitioners/1/id_number".to_owned(), "invalid_id_number"),
            ("/petitioners/1/phone".to_owned(), "invalid_phone")
        ]
    );
}

#[test]
fn section_10_the_matter_carries_no_identity() {
    let command = Register { subject: "反映施工噪音，联系13800000000".to_owned(), ..letter() };
    assert_eq!(refused(command), one("/subject", "holds_identity"));
}

#[test]
fn art_20_visitors_choose_at_most_five_representatives() {
    let chosen =
        || (0..6).map(|_| NewPetitioner { representative: true, ..named("李四") }).collect::<Vec<_>>();
    let visit = Register { channel: Channel::Visit, persons: 60, petitioners: chosen(), ..letter() };
    assert_eq!(refused(visit), one("/petitioners", "too_many_representatives"));
    assert!(decide(Register { persons: 60, petitioners: chosen(), ..letter() }, now()).is_ok());
}

#[test]
fn more_petitioners_than_persons_or_than_the_limit_are_refused() {
    let two = Register { petitioners: vec![named("李四"), named("张三")], ..letter() };
    assert_eq!(refused(two), one("/persons", "fewer_than_petitioners"));
    let many =
        Register { persons: 500, petitioners: (0..201).map(|_| named("李四")).collect(), ..letter() };
    assert_eq!(refused(many), one("/petitioners", "too_many"));
}

#[test]
fn r11_an_accusation_excludes_units_and_a_claim_only_recuses_persons() {
    let (unit, person) = (UnitId::from(uuid::Uuid::from_u128(1)), PersonId::from(uuid::Uuid::from_u128(2)));
    let conflict = || Some(Conflict { units: vec![unit, unit], persons: vec![person] });
    let accusation = Register { class: CaseClass::Accusation, conflict: conflict(), ..letter() };
    let facts = decide(accusation, now()).unwrap().conflict;
    assert_eq!((facts.excluded_units, facts.complained_units), (vec![unit], vec![]));
    let facts = decide(Register { conflict: conflict(), ..letter() }, now()).unwrap().conflict;
    assert_eq!((facts.excluded_units, facts.complained_units), (vec![], vec![unit]));
    assert_eq!(facts.excluded_persons, [person]);
}

#[test]
fn a_rejection_never_repeats_what_was_typed() {
    let wrong = NewPetitioner { id_number: Some("330000199902300019".to_owned()), ..named("李四") };
    let rejection = decide(Register { petitioners: vec![wrong], ..letter() }, now()).unwrap_err();
    assert!(!format!("{rejection}{rejection:?}").contains("3300001999"));
    assert_eq!(format!("{:?}", letter()), "Register(…)");
}

proptest! {
    #[test]
    fn decide_never_panics_and_accepts_only_texts_within_limits(
        subject in any::<String>(), body in any::<String>(), place in any::<Option<String>>(),
        name in any::<String>(), id_number in any::<Option<String>>(), phone in any::<Option<String>>(),
        persons in any::<i64>(), received in -62_000_000_000_i64..62_000_000_000,
        ended in -62_000_000_000_i64..62_000_000_000, external_id in any::<String>(),
    ) {
        let command = Register {
            subject, body, place, persons,
            petitioners: vec![NewPetitioner { id_number, phone, ..named(&name) }],
            received_at: Timestamp::from_second(received).ok(),
            reception: Timestamp::from_second(ended).ok()
                .map(|ended_at| NewReception { ended_at, result: ReceptionResult::ToStudy }),
            source: Some(NewSource { name: "import".to_owned(), external_id }),
            ..letter()
        };
        if let Ok(registration) = decide(command, now()) {
            prop_assert!((1..=SUBJECT_CHARS_MAX).contains(&registration.subject.chars().count()));
            prop_assert!(!registration.subject.chars().any(char::is_control));
            prop_assert!(registration.received_at <= now().saturating_add(AHEAD_MAX).unwrap());
        }
    }

    #[test]
    fn text_that_was_accepted_is_accepted_again_unchanged(subject in "\\PC{1,300}", body in "(\\PC|\n|\r|\t){1,300}") {
        if let Ok(first) = decide(Register { subject, body, ..letter() }, now()) {
            let again = decide(Register { subject: first.subject.clone(), body: first.body.clone(), ..letter() }, now()).unwrap();
            prop_assert_eq!((first.subject, first.body), (again.subject, again.body));
        }
    }
}

#[test]
fn section_10_the_line_that_travels_does_not_name_who_brought_it() {
    let of = |subject: &str, name: &str| Register {
        subject: subject.to_owned(),
        petitioners: vec![named(name)],
        ..letter()
    };
    assert_eq!(refused(of("李云帆反映屋顶漏水", "李云帆")), one("/subject", "holds_name"));
    assert!(decide(of("反映屋顶漏水", "李云帆"), now()).is_ok());
    // One character is too common to mean anybody.
    assert!(decide(of("李家巷道路积水", "李"), now()).is_ok());
}
