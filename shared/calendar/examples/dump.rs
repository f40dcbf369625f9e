//! Prints every day of the shipped years as `date,kind` lines (`workday` or `day_off`), for the comparison
//! with an independent calendar in `tests/calendar/oracle.py`.

use std::io::Write;

use huiyin_calendar::{Calendar, DayKind};
use jiff::civil::Date;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let calendar = Calendar::shipped()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut date = Date::new(2007, 1, 1)?;
    while date.year() <= 2026 {
        let kind = match calendar.day_kind(date) {
            DayKind::Workday => "workday",
            DayKind::DayOff => "day_off",
            DayKind::Missing => "missing",
        };
        writeln!(out, "{date},{kind}")?;
        date = date.tomorrow()?;
    }
    Ok(())
}
