use std::collections::BTreeSet;

use ids::{AlertId, CaseId};

/// Most changes told one by one in one round; beyond it (an import, a catch-up) pages are told to reload
/// once instead of a thousand times.
pub const CHANGES_PER_ROUND_MAX: usize = 100;

/// Most rows of the feed read in one round: enough to see that the limit above is passed.
pub const ROWS_PER_ROUND_MAX: usize = 500;

/// One row of the live feed: something happened to a case, perhaps to one of its alerts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    pub case_id: CaseId,
    pub alert_id: Option<AlertId>,
}

/// What one round tells the open pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Round {
    /// Each changed case and each changed alert, once.
    Changes { cases: BTreeSet<CaseId>, alerts: BTreeSet<AlertId> },
    /// Too much happened: reload.
    Resync,
}

/// Folds the rows of one round: a case that changed ten times is told once.
#[must_use]
pub fn coalesce(rows: &[Change]) -> Round {
    let cases: BTreeSet<CaseId> = rows.iter().map(|row| row.case_id).collect();
    let alerts: BTreeSet<AlertId> = rows.iter().filter_map(|row| row.alert_id).collect();
    if cases.len().saturating_add(alerts.len()) > CHANGES_PER_ROUND_MAX || rows.len() >= ROWS_PER_ROUND_MAX {
        Round::Resync
    } else {
        Round::Changes { cases, alerts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn change(case: u128) -> Change {
        Change { case_id: CaseId::from(Uuid::from_u128(case)), alert_id: None }
    }

    #[test]
    fn a_case_that_changed_often_is_told_once() {
        let Round::Changes { cases, alerts } = coalesce(&[change(1), change(1), change(2)]) else {
            panic!("a few changes are told one by one")
        };
        assert_eq!((cases.len(), alerts.len()), (2, 0));
    }

    #[test]
    fn an_import_makes_one_reload() {
        let rows: Vec<Change> = (0..101).map(change).collect();
        assert_eq!(coalesce(&rows), Round::Resync);
    }
}
