//! The working-day vectors of domain.md section 6 and the dates of scenarios.md (2026), as far as they are
//! arithmetic of days: a period of calendar days is the unrolled day, rolled.

#![expect(clippy::expect_used, reason = "a test stops at the first broken fixture")]

use huiyin_calendar::{Calendar, Counted, DayKind};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday, date};

fn shipped() -> Calendar {
    Calendar::shipped().expect("the shipped files are valid")
}

const fn published(date: Date) -> Counted {
    Counted { date, provisional: false }
}

const fn provisional(date: Date) -> Counted {
    Counted { date, provisional: true }
}

const fn d(month: i8, day: i8) -> Date {
    date(2026, month, day)
}

/// The last day of a period of calendar days that starts on `start`.
fn last_day(start: Date, days: i64) -> Counted {
    shipped().roll_forward(start + days.days())
}

#[test]
fn section6_working_day_vectors() {
    let calendar = shipped();
    for (start, days, end) in
        [(d(2, 13), 5, d(2, 27)), (d(2, 13), 15, d(3, 12)), (d(9, 18), 15, d(10, 15)), (d(4, 30), 1, d(5, 6))]
    {
        assert_eq!(calendar.add_working_days(start, days), published(end), "{start} + {days}");
        let span = calendar.working_days_between(start, end);
        assert_eq!((span.days, span.provisional), (i64::from(days), false), "{start}..{end}");
        assert_eq!(calendar.working_days_between(end, start).days, -i64::from(days));
    }
}

#[test]
fn section6_make_up_workdays_2026() {
    let make_up = [d(1, 4), d(2, 14), d(2, 28), d(5, 9), d(9, 20), d(10, 10)];
    assert_eq!(shipped().year(2026).expect("shipped").workdays().collect::<Vec<_>>(), make_up);
    assert!(make_up.iter().all(|day| shipped().day_kind(*day) == DayKind::Workday));
}

#[test]
fn section6_day_zero_is_the_day_of_the_event() {
    assert_eq!(shipped().add_working_days(d(10, 1), 0), published(d(10, 1)));
    assert_eq!(shipped().working_days_between(d(10, 9), d(10, 9)).days, 0);
}

#[test]
fn scenario1_day_60_rolls_over_national_day_and_extension_counts_from_the_unrolled_day() {
    assert_eq!(d(8, 3) + 60.days(), d(10, 2));
    assert_eq!(last_day(d(8, 3), 60), published(d(10, 8)));
    assert_eq!(last_day(d(10, 2), 30), published(d(11, 2)));
}

#[test]
fn scenario2_a_make_up_saturday_does_not_roll() {
    assert_eq!(last_day(d(8, 11), 60), published(d(10, 10)));
    assert_eq!(d(10, 10).weekday(), Weekday::Saturday);
}

#[test]
fn scenario3_objection_and_notice_around_spring_festival() {
    assert_eq!(shipped().add_working_days(d(2, 13), 5), published(d(2, 27)));
    assert_eq!(last_day(d(2, 13), 15), published(d(2, 28)));
    assert_eq!(last_day(d(2, 2), 15), published(d(2, 24)));
}

#[test]
fn scenario4_routing_and_objection_of_two_units() {
    assert_eq!(last_day(d(9, 15), 15), published(d(9, 30)));
    assert_eq!(shipped().add_working_days(d(9, 24), 5), published(d(10, 9)));
    assert_eq!(last_day(d(9, 29), 15), published(d(10, 14)));
    assert_eq!(shipped().add_working_days(d(9, 29), 5), published(d(10, 12)));
}

#[test]
fn scenario5_review_request_and_decision() {
    assert_eq!(last_day(d(9, 1), 30), published(d(10, 8)));
    assert_eq!(last_day(d(10, 8), 30), published(d(11, 9)));
    assert_eq!(last_day(d(11, 9), 30), published(d(12, 9)));
}

#[test]
fn scenario6_a_year_without_a_notice_is_provisional_until_imported() {
    let shipped = shipped();
    assert_eq!(shipped.day_kind(date(2027, 1, 8)), DayKind::Missing);
    assert_eq!(shipped.roll_forward(date(2027, 1, 8)), provisional(date(2027, 1, 8)));
    assert_eq!(last_day(d(12, 9), 40), provisional(date(2027, 1, 18)));
    assert_eq!(shipped.version_label_between(d(12, 9), date(2027, 1, 8)), "cn-2026.1+2027.missing");
    // The state changes with the import, and only in the years imported (an invented arrangement).
    let year = "year = 2027\nversion = 1\ndays_off = [\"2027-01-08\"]\nworkdays = [\"2027-01-09\"]\n";
    let imported = shipped
        .with_year(huiyin_calendar::CalendarYear::from_toml(year).expect("valid"))
        .expect("a new year is newer");
    assert_eq!(imported.roll_forward(date(2027, 1, 8)), published(date(2027, 1, 9)));
    assert_eq!(imported.version_label_between(d(12, 9), date(2027, 1, 8)), "cn-2026.1+2027.1");
}

#[test]
fn scenario7_simple_procedure_counts_working_days() {
    assert_eq!(shipped().add_working_days(d(9, 30), 3), published(d(10, 10)));
    assert_eq!(shipped().add_working_days(d(10, 10), 10), published(d(10, 23)));
    assert_eq!(last_day(d(10, 10), 60), published(d(12, 9)));
}

#[test]
fn scenario8_assignment_letter_and_reception_days() {
    assert_eq!(last_day(d(9, 30), 2), published(d(10, 8)));
    assert_eq!(last_day(d(2, 12), 2), published(d(2, 14)));
    assert_eq!(shipped().roll_forward(d(2, 15)), published(d(2, 24)));
    for monday in [d(2, 16), d(2, 23), d(10, 5)] {
        assert_eq!(monday.weekday(), Weekday::Monday);
        assert_eq!(shipped().day_kind(monday), DayKind::DayOff, "{monday}");
    }
}

#[test]
fn scenario9_the_lead_units_day_60_is_mid_autumn() {
    assert_eq!(last_day(d(7, 27), 60), published(d(9, 28)));
}

#[test]
fn the_amended_years_are_version_2() {
    let shipped = shipped();
    let amended: Vec<i16> =
        (2007..=2026).filter(|year| shipped.year(*year).expect("shipped").version() == 2).collect();
    assert_eq!(amended, [2015, 2019, 2020]);
    // 国办发明电〔2020〕1号 prolonged Spring Festival: Saturday 1 February became a day off.
    assert_eq!(shipped.day_kind(date(2020, 2, 1)), DayKind::DayOff);
    assert_eq!(shipped.day_kind(date(2020, 2, 3)), DayKind::Workday);
    assert_eq!(shipped.version_label(), "cn-2007-2026.r23");
}

#[test]
fn every_known_notice_is_numbered() {
    let shipped = shipped();
    for year in 2008..=2026 {
        let notices = shipped.year(year).expect("shipped").notices().to_vec();
        assert!(!notices.is_empty() && notices.iter().all(|notice| notice.contains("国")), "{year}");
    }
}

#[test]
fn a_contradictory_year_file_is_refused() {
    for (text, why) in [
        ("year = 2027\nversion = 1\ndays_off = [\"2026-01-01\"]\nworkdays = []\n", "not in that year"),
        ("year = 2027\nversion = 1\ndays_off = [\"2027-01-01\", \"2027-01-01\"]\nworkdays = []\n", "twice"),
        ("year = 2027\nversion = 1\ndays_off = []\nworkdays = [\"2027-01-04\"]\n", "not on a weekend"),
        ("year = 2027\nversion = 1\ndays_off = []\n", "not readable"),
        ("year = 2027\nversion = 1\ndays_off = []\nworkdays = []\nholiday = 1\n", "not readable"),
    ] {
        let error = Calendar::from_toml(&[text]).expect_err(why).to_string();
        assert!(error.contains(why), "{error}");
    }
}

#[test]
fn an_import_never_replaces_a_version_by_itself() {
    let same = "year = 2026\nversion = 1\ndays_off = []\nworkdays = []\n";
    let year = huiyin_calendar::CalendarYear::from_toml(same).expect("valid");
    assert!(shipped().with_year(year).is_err());
}
