//! What clocks are counted with: the rules and the calendar in force.

use calendar::{Calendar, CalendarError};

use super::rules::{Rules, RulesError};

/// A shipped data file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RulebookError {
    /// The rule file.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// A calendar year.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
}

/// The rules and the calendar in force.
#[derive(Clone, Debug)]
pub struct Rulebook {
    /// Clock rules, from `rules.toml`.
    pub rules: Rules,
    /// Working days, from `shared/calendar/data`.
    pub calendar: Calendar,
}

impl Rulebook {
    /// What ships with the product.
    ///
    /// # Errors
    /// A shipped file that is not valid; tests show that they are.
    pub fn shipped() -> Result<Self, RulebookError> {
        Ok(Self { rules: Rules::shipped()?, calendar: Calendar::shipped()? })
    }
}
