//! The clock rules, read from `rules.toml`.

use events::RuleCode;
use serde::Deserialize;

/// The rules that ship with the product.
const SHIPPED: &str = include_str!("../../rules.toml");

/// No rule runs longer than ten years: a longer one is a typing error.
const DAYS_MAX: u16 = 3660;

/// The rule file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// Not TOML, or not the fields of a rule.
    #[error("clock rules are not readable: {0}")]
    Syntax(#[from] toml::de::Error),
    /// Two rules with one code.
    #[error("clock rule {0} is given twice")]
    Twice(RuleCode),
    /// A length or warning that cannot be meant.
    #[error("clock rule {rule}: {why}")]
    Length {
        /// The rule.
        rule: RuleCode,
        /// What is wrong with it.
        why: &'static str,
    },
}

/// What happens on a case that can start or stop a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// The matter was registered; counted from the day it was received (art. 22).
    CaseRegistered,
    /// A leaders' reception ended in 限期解决 or 待研判 (R4).
    ReceptionEnded,
    /// Assigned with the six fixings (R2).
    CaseAssigned,
    /// Accepted by the lead unit (art. 23).
    CaseAccepted,
    /// The decision was issued (art. 34).
    DecisionIssued,
}

/// How a rule counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Calendar days; a last day off rolls to the next working day.
    Day,
    /// Working days; the last one is a working day by itself.
    WorkingDay,
}

/// One clock rule.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The code in events and in the store.
    pub code: RuleCode,
    /// What a Chinese reader sees.
    pub name_zh: String,
    /// What an English reader sees.
    pub name_en: String,
    /// Article of the Regulation on Petition Work, or the row of an office rule (R4).
    pub article: String,
    /// Raised with any change of the rule.
    pub version: i64,
    /// What arms it.
    pub starts_on: Trigger,
    /// What ends it.
    pub stops_on: Trigger,
    /// Length in `unit`s; the day of the event is day 0.
    pub days: u16,
    /// Calendar or working days.
    pub unit: Unit,
    /// Turns yellow this many `unit`s before the unrolled last day (E4).
    pub near_days: u16,
    /// An earlier date set with the assignment governs (R6).
    #[serde(default)]
    pub due_may_be_set: bool,
}

/// Every rule in force.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    #[serde(rename = "rule")]
    rules: Vec<Rule>,
}

impl Rules {
    /// The rules that ship with the product.
    ///
    /// # Errors
    /// A rule file that is not valid; a test shows that the shipped one is.
    pub fn shipped() -> Result<Self, RulesError> {
        Self::from_toml(SHIPPED)
    }

    /// Rules out of the text of a rule file.
    ///
    /// # Errors
    /// See [`RulesError`].
    pub fn from_toml(text: &str) -> Result<Self, RulesError> {
        let read: Self = toml::from_str(text)?;
        for (index, rule) in read.rules.iter().enumerate() {
            if read.rules.iter().skip(index + 1).any(|other| other.code == rule.code) {
                return Err(RulesError::Twice(rule.code));
            }
            let fault = |why| Err(RulesError::Length { rule: rule.code, why });
            if rule.days == 0 || rule.days > DAYS_MAX {
                return fault("the length must be 1 to 3660 days");
            }
            if rule.near_days >= rule.days {
                return fault("the warning must come after the start");
            }
        }
        Ok(read)
    }

    /// The rule with this code; a code without a rule in force arms nothing.
    #[must_use]
    pub fn get(&self, code: RuleCode) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.code == code)
    }

    /// The rules that `trigger` arms.
    pub fn started_by(&self, trigger: Trigger) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |rule| rule.starts_on == trigger)
    }

    /// The codes of the rules whose clocks `trigger` stops.
    #[must_use]
    pub fn stopped_by(&self, trigger: Trigger) -> Vec<RuleCode> {
        self.rules.iter().filter(|rule| rule.stops_on == trigger).map(|rule| rule.code).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn section6_lengths_articles_and_warnings_as_shipped() {
        let rules = Rules::shipped().unwrap();
        let row = |code| {
            let rule = rules.get(code).unwrap();
            (rule.article.as_str(), rule.days, rule.near_days, rule.unit)
        };
        assert_eq!(row(RuleCode::Route), ("22", 15, 3, Unit::Day));
        assert_eq!(row(RuleCode::Accept), ("23", 15, 3, Unit::Day));
        assert_eq!(row(RuleCode::Handle), ("34", 60, 10, Unit::Day));
        assert_eq!(row(RuleCode::AssignmentLetter), ("R4", 2, 1, Unit::Day));
    }

    #[test]
    fn section6_assignment_stops_routing_and_letter_and_arms_the_notice() {
        let rules = Rules::shipped().unwrap();
        assert_eq!(rules.stopped_by(Trigger::CaseAssigned), [RuleCode::Route, RuleCode::AssignmentLetter],);
        let armed: Vec<RuleCode> = rules.started_by(Trigger::CaseAssigned).map(|rule| rule.code).collect();
        assert_eq!(armed, [RuleCode::Accept]);
    }

    #[test]
    fn a_rule_that_cannot_be_meant_is_refused() {
        let shipped = SHIPPED.replacen("near_days = 3", "near_days = 15", 1);
        assert!(matches!(Rules::from_toml(&shipped), Err(RulesError::Length { .. })));
        let doubled = SHIPPED.replacen("code = \"route\"", "code = \"handle\"", 1);
        assert!(matches!(Rules::from_toml(&doubled), Err(RulesError::Twice(RuleCode::Handle))));
    }
}
