//! Times as they stand in exported files.

use jiff::Timestamp;
use jiff::civil::DateTime;

/// Forms seen in exports of web forms and of spreadsheets; all are Chinese time.
const FORMS: [&str; 8] = [
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y年%m月%d日 %H:%M:%S",
    "%Y年%m月%d日 %H:%M",
    "%Y年%m月%d日%H时%M分",
    "%Y-%m-%dT%H:%M:%S",
];

const DATES: [&str; 3] = ["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"];

/// The instant, or `None` when the text is no time. A date alone means its first moment.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let civil = FORMS.iter().find_map(|form| DateTime::strptime(form, text).ok()).or_else(|| {
        let date = DATES.iter().find_map(|form| jiff::civil::Date::strptime(form, text).ok());
        date.map(|date| date.at(0, 0, 0, 0))
    })?;
    civil.to_zoned(clock::china()).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_without_a_zone_is_chinese_time() {
        for text in [
            "2026-11-01T08:30:00+08:00",
            "2026-11-01T00:30:00Z",
            "2026-11-01 08:30:00",
            "2026-11-01 08:30",
            "2026/11/1 8:30:00",
            "2026/11/1 8:30",
            "2026年11月1日 08:30",
            "2026-11-01T08:30:00",
        ] {
            assert_eq!(
                parse(text).map(|at| at.to_string()).as_deref(),
                Some("2026-11-01T00:30:00Z"),
                "{text}"
            );
        }
        assert_eq!(parse("2026-11-01"), parse("2026-11-01 00:00"));
        for text in ["", "昨天", "2026-13-01", "2026-02-30 08:00", "8:30"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
