use ids::UnitId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::store::rules::StoredRule;

/// A jurisdiction rule: every criterion that it has must hold.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RuleView {
    id: Uuid,
    category_prefix: Option<String>,
    keyword: Option<String>,
    place_prefix: Option<String>,
    unit_id: UnitId,
    priority: i64,
}

impl RuleView {
    /// What a page's cursor is made of.
    pub(super) const fn key(&self) -> Uuid {
        self.id
    }
}

impl From<StoredRule> for RuleView {
    fn from(stored: StoredRule) -> Self {
        let StoredRule { id, rule } = stored;
        Self {
            id,
            category_prefix: rule.category_prefix,
            keyword: rule.keyword,
            place_prefix: rule.place_prefix,
            unit_id: rule.unit,
            priority: rule.priority,
        }
    }
}
