use std::collections::BTreeMap;

use ids::UnitId;

use super::conflict::{Conflict, Duty};
use super::directory::Directory;
use super::sentence::Sentence;

/// Most units suggested for one case: more is a directory, not a suggestion.
pub const SUGGESTIONS_MAX: usize = 10;

/// Points of a matched criterion. A subject says most about jurisdiction, a place less, one word least.
const CATEGORY_POINTS: i64 = 50;
const PLACE_POINTS: i64 = 30;
const KEYWORD_POINTS: i64 = 15;
/// Each further level of the subject path makes a rule more particular than its neighbours.
const LEVEL_POINTS: i64 = 5;

/// A jurisdiction rule: every criterion that it has must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Beginning of the subject path, e.g. `城乡建设/` (I10).
    pub category_prefix: Option<String>,
    /// A word of the registrar's one-line matter.
    pub keyword: Option<String>,
    /// Beginning of the place.
    pub place_prefix: Option<String>,
    /// Who has jurisdiction then.
    pub unit: UnitId,
    /// Added to the score; may be negative.
    pub priority: i64,
}

/// What the rules look at.
#[derive(Clone, Copy, Debug)]
pub struct CaseFacts<'a> {
    /// The registrar's one line.
    pub matter: &'a str,
    /// Subject path, levels joined by `/`.
    pub category: Option<&'a str>,
    /// Where it happened.
    pub place: Option<&'a str>,
    /// Whom R11 keeps away.
    pub conflict: &'a Conflict,
}

/// A unit to consider, with the reason a person can check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Which unit.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// Higher first; has no meaning beyond the order.
    pub score: i64,
    /// Which rule speaks for it.
    pub reason: Sentence,
}

/// The units that the rules point to, best first. An excluded unit is never among them (R11): not even
/// to say that it was left out. Only the best rule of a unit counts, so that many weak rules do not
/// outvote a strong one.
#[must_use]
pub fn suggest(facts: &CaseFacts<'_>, rules: &[Rule], directory: &Directory) -> Vec<Suggestion> {
    let mut best: BTreeMap<UnitId, Suggestion> = BTreeMap::new();
    for rule in rules {
        let Some((score, reason)) = speaks(rule, facts) else { continue };
        if facts.conflict.bars_unit(rule.unit, Duty::Lead).is_some() {
            continue;
        }
        let Some(unit) = directory.unit(rule.unit).filter(|unit| unit.active) else { continue };
        let suggestion = Suggestion { unit: unit.id, unit_name: unit.name.clone(), score, reason };
        best.entry(unit.id)
            .and_modify(|known| {
                if known.score < score {
                    known.clone_from(&suggestion);
                }
            })
            .or_insert(suggestion);
    }
    let mut suggestions: Vec<Suggestion> = best.into_values().collect();
    suggestions.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.unit_name.cmp(&b.unit_name)));
    suggestions.truncate(SUGGESTIONS_MAX);
    suggestions
}

/// The score and reason of a rule that holds; `None` when a criterion fails or there is none.
fn speaks(rule: &Rule, facts: &CaseFacts<'_>) -> Option<(i64, Sentence)> {
    let (mut score, mut zh, mut en) = (0_i64, Vec::new(), Vec::new());
    if let Some(prefix) = &rule.category_prefix {
        facts.category.filter(|category| category.starts_with(prefix.as_str()))?;
        let levels = prefix.split('/').filter(|level| !level.is_empty()).count();
        score += CATEGORY_POINTS + LEVEL_POINTS * i64::try_from(levels).unwrap_or(0);
        zh.push(format!("内容分类“{prefix}”"));
        en.push(format!("subject “{prefix}”"));
    }
    if let Some(prefix) = &rule.place_prefix {
        facts.place.filter(|place| place.starts_with(prefix.as_str()))?;
        score += PLACE_POINTS;
        zh.push(format!("地点“{prefix}”"));
        en.push(format!("place “{prefix}”"));
    }
    if let Some(keyword) = &rule.keyword {
        facts.matter.contains(keyword.as_str()).then_some(())?;
        score += KEYWORD_POINTS;
        zh.push(format!("事由含“{keyword}”"));
        en.push(format!("matter mentions “{keyword}”"));
    }
    if zh.is_empty() {
        return None;
    }
    let reason = Sentence::new(
        format!("按管辖规则：{}。", zh.join("，")),
        format!("By jurisdiction rule: {}.", en.join(", ")),
    );
    Some((score.saturating_add(rule.priority), reason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::world::{World, unit};

    fn rule(category: Option<&str>, place: Option<&str>, keyword: Option<&str>, unit: UnitId) -> Rule {
        Rule {
            category_prefix: category.map(Into::into),
            keyword: keyword.map(Into::into),
            place_prefix: place.map(Into::into),
            unit,
            priority: 0,
        }
    }

    #[test]
    fn the_more_particular_rule_wins_and_says_why() {
        let world = World::default();
        let conflict = Conflict::default();
        let facts = CaseFacts {
            matter: "小区电梯长期停运",
            category: Some("城乡建设/物业管理/电梯"),
            place: Some("青石镇"),
            conflict: &conflict,
        };
        let rules = [
            rule(None, Some("青石镇"), None, unit(3)),
            rule(Some("城乡建设/"), None, None, unit(1)),
            rule(Some("城乡建设/物业管理/"), None, Some("电梯"), unit(1)),
            rule(Some("国土资源/"), None, None, unit(2)),
        ];
        let found = suggest(&facts, &rules, &world.directory);
        assert_eq!(found.iter().map(|s| s.unit).collect::<Vec<_>>(), [unit(1), unit(3)]);
        assert!(found[0].reason.zh.contains("电梯") && found[0].reason.en.contains("电梯"));
    }

    #[test]
    fn r11_an_excluded_unit_is_never_suggested() {
        let world = World::default();
        let conflict = Conflict { excluded_units: [unit(1)].into(), ..Conflict::default() };
        let facts = CaseFacts {
            matter: "反映干部问题",
            category: Some("城乡建设/"),
            place: None,
            conflict: &conflict,
        };
        assert!(
            suggest(&facts, &[rule(Some("城乡建设/"), None, None, unit(1))], &world.directory).is_empty()
        );
    }

    #[test]
    fn r11_the_unit_complained_of_may_be_suggested_for_a_claim() {
        let world = World::default();
        let conflict = Conflict { complained_units: [unit(1)].into(), ..Conflict::default() };
        let facts =
            CaseFacts {
                matter: "征地补偿", category: Some("城乡建设/"), place: None, conflict: &conflict
            };
        assert_eq!(
            suggest(&facts, &[rule(Some("城乡建设/"), None, None, unit(1))], &world.directory).len(),
            1
        );
    }

    #[test]
    fn a_rule_without_criteria_speaks_for_nobody() {
        let world = World::default();
        let conflict = Conflict::default();
        let facts = CaseFacts { matter: "任何事项", category: None, place: None, conflict: &conflict };
        assert!(suggest(&facts, &[rule(None, None, None, unit(1))], &world.directory).is_empty());
    }
}
