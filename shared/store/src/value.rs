use jiff::Timestamp;
use uuid::Uuid;

/// A parameter, typed so that each engine binds it natively and a NULL keeps its type.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Uuid(Option<Uuid>),
    Text(Option<String>),
    Int(Option<i64>),
    Bool(Option<bool>),
    /// UTC, whole microseconds.
    Time(Option<Timestamp>),
    Json(Option<serde_json::Value>),
    Bytes(Option<Vec<u8>>),
}

macro_rules! from {
    ($($source:ty => $variant:ident($convert:expr)),+ $(,)?) => {$(
        impl From<$source> for Value {
            fn from(value: $source) -> Self {
                Self::$variant(Some($convert(value)))
            }
        }
        impl From<Option<$source>> for Value {
            fn from(value: Option<$source>) -> Self {
                Self::$variant(value.map($convert))
            }
        }
    )+};
}

from! {
    Uuid => Uuid(std::convert::identity),
    ids::CaseId => Uuid(Uuid::from),
    ids::UnitId => Uuid(Uuid::from),
    ids::PersonId => Uuid(Uuid::from),
    ids::UserId => Uuid(Uuid::from),
    ids::ClockId => Uuid(Uuid::from),
    ids::AlertId => Uuid(Uuid::from),
    ids::DeliveryId => Uuid(Uuid::from),
    ids::RosterId => Uuid(Uuid::from),
    ids::ShiftId => Uuid(Uuid::from),
    ids::EventId => Uuid(Uuid::from),
    String => Text(std::convert::identity),
    i64 => Int(std::convert::identity),
    i32 => Int(i64::from),
    u32 => Int(i64::from),
    bool => Bool(std::convert::identity),
    Timestamp => Time(std::convert::identity),
    serde_json::Value => Json(std::convert::identity),
    Vec<u8> => Bytes(std::convert::identity),
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}

impl From<Option<&str>> for Value {
    fn from(value: Option<&str>) -> Self {
        Self::Text(value.map(str::to_owned))
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Text(Some(value.clone()))
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Self {
        Self::Bytes(Some(value.to_vec()))
    }
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(value: [u8; N]) -> Self {
        Self::Bytes(Some(value.to_vec()))
    }
}

/// SQLite has no timestamp type: fixed-width RFC 3339 in UTC, so that text order is time order.
pub(crate) fn sqlite_time(at: Timestamp) -> String {
    format!("{at:.6}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_order_of_times_is_time_order() {
        let times = ["2026-10-08T16:00:00Z", "2026-10-08T16:00:00.000001Z", "2026-10-08T16:00:01Z"];
        let texts: Vec<String> =
            times.iter().map(|text| sqlite_time(text.parse::<Timestamp>().unwrap())).collect();
        assert!(texts.is_sorted(), "{texts:?}");
        assert_eq!(texts[0], "2026-10-08T16:00:00.000000Z");
    }
}
