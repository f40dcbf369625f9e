//! The time left on a clock, in the office's words (ui.md, "Words").

use calendar::Calendar;
use jiff::Timestamp;
use jiff::civil::Date;

use super::clock::Clock;
use super::deadline::china_date;

/// What `value` counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RemainingUnit {
    /// Working days left until the last day.
    WorkingDay,
    /// Calendar days past the last day, as a negative value.
    Day,
}

/// Time left, as a number and as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Remaining {
    /// Working days left (0 on the last day), or minus the days overdue.
    pub value: i64,
    /// What `value` counts.
    pub unit: RemainingUnit,
    /// "还剩 3 个工作日（10月15日前）"
    pub text_zh: String,
    /// "3 working days left (by 15 October)"
    pub text_en: String,
}

/// The time left on `clock` at `now`. Working days are counted up to the rolled last day; days overdue are
/// calendar days, because a breach goes on over weekends.
#[must_use]
pub fn remaining(clock: &Clock, calendar: &Calendar, now: Timestamp) -> Remaining {
    let due = clock.deadline.due_rolled;
    match clock.stopped {
        Some(stopped) if stopped.in_time => {
            let day = china_date(stopped.at);
            Remaining {
                value: 0,
                unit: RemainingUnit::Day,
                text_zh: format!("已按期完成（{}）", zh_day(day, due)),
                text_en: format!("done in time ({})", en_day(day, due)),
            }
        }
        Some(stopped) => {
            let late = days_past(due, china_date(stopped.at));
            Remaining {
                value: -late,
                unit: RemainingUnit::Day,
                text_zh: format!("已完成，超期 {late} 天（应于{}前）", zh_day(due, china_date(stopped.at))),
                text_en: format!(
                    "done {} late (was due {})",
                    en_count(late, "day"),
                    en_day(due, china_date(stopped.at))
                ),
            }
        }
        None => running(due, calendar, china_date(now)),
    }
}

fn running(due: Date, calendar: &Calendar, today: Date) -> Remaining {
    if today > due {
        let late = days_past(due, today);
        return Remaining {
            value: -late,
            unit: RemainingUnit::Day,
            text_zh: format!("已超期 {late} 天（应于{}前）", zh_day(due, today)),
            text_en: format!("{} overdue (was due {})", en_count(late, "day"), en_day(due, today)),
        };
    }
    if today == due {
        return Remaining {
            value: 0,
            unit: RemainingUnit::WorkingDay,
            text_zh: format!("今天到期（{} 24:00前）", zh_day(due, today)),
            text_en: format!("due today (before midnight on {})", en_day(due, today)),
        };
    }
    let left = calendar.working_days_between(today, due).days;
    Remaining {
        value: left,
        unit: RemainingUnit::WorkingDay,
        text_zh: format!("还剩 {left} 个工作日（{}前）", zh_day(due, today)),
        text_en: format!("{} left (by {})", en_count(left, "working day"), en_day(due, today)),
    }
}

/// Calendar days from the last day to `day`: 1 on the first red day.
fn days_past(due: Date, day: Date) -> i64 {
    day.duration_since(due).as_hours() / 24
}

/// `10月15日`, with the year where it is not the year that the reader is in.
fn zh_day(day: Date, reader: Date) -> String {
    let year = if day.year() == reader.year() { String::new() } else { format!("{}年", day.year()) };
    format!("{year}{}月{}日", day.month(), day.day())
}

/// `15 October`, with the year where it is not the year that the reader is in.
fn en_day(day: Date, reader: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = usize::try_from(day.month() - 1).ok().and_then(|index| MONTHS.get(index)).unwrap_or(&"");
    let year = if day.year() == reader.year() { String::new() } else { format!(" {}", day.year()) };
    format!("{} {month}{year}", day.day())
}

fn en_count(count: i64, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
