use calendar::Calendar;
use jiff::ToSpan;
use jiff::civil::Date;

/// Days in which the petitioner may ask for a review, counted from service (art. 35).
const REVIEW_DAYS: i32 = 30;

/// The last day on which a review can be asked for: a last day off rolls to the next working day, so that
/// a decision received on 1 September can be disputed through 8 October (scenario 5). In a year with no
/// published calendar the plain week speaks, as for every clock.
#[must_use]
pub fn review_last_day(calendar: &Calendar, served_on: Date) -> Date {
    calendar.roll_forward(served_on.saturating_add(REVIEW_DAYS.days())).date
}
