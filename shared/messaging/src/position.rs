use std::fmt;
use std::str::FromStr;

use events::Service;

/// A place in a producer's log, as clients carry it: `intake@1:42`. Every write answers with one
/// (`Huiyin-Position`); a later request that brings it (`Huiyin-After`) reads its own write, also in
/// another service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub producer: Service,
    pub epoch: i64,
    pub seq: i64,
}

/// The text is not `<service>@<epoch>:<seq>`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a position is <service>@<epoch>:<seq>, not {0:?}")]
pub struct InvalidPosition(String);

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}:{}", self.producer, self.epoch, self.seq)
    }
}

impl FromStr for Position {
    type Err = InvalidPosition;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parse = || {
            let (producer, place) = text.trim().split_once('@')?;
            let (epoch, seq) = place.split_once(':')?;
            Some(Self {
                producer: producer.parse().ok()?,
                epoch: epoch.parse().ok().filter(|epoch| *epoch >= 1)?,
                seq: seq.parse().ok().filter(|seq| *seq >= 0)?,
            })
        };
        parse().ok_or_else(|| InvalidPosition(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_reads_back_as_written() {
        let position = Position { producer: Service::Intake, epoch: 2, seq: 42 };
        assert_eq!(position.to_string(), "intake@2:42");
        assert_eq!("intake@2:42".parse(), Ok(position));
        for bad in ["", "intake", "intake@1", "nobody@1:2", "intake@0:1", "intake@1:-1", "intake@1:2:3"] {
            assert!(bad.parse::<Position>().is_err(), "{bad:?}");
        }
    }
}
