use events::supervision::{ClockChangedV1, ClockStartedV1, ClockStoppedV1, StageReachedV1};

use super::Line;
use super::words::{article_en, article_zh, date_zh};

/// Section 6 of the domain table: which rule, through which day.
pub(super) fn started(event: &ClockStartedV1) -> Line {
    let mut zh = format!(
        "开始计时：{}，{}前（{}）",
        event.rule.zh(),
        date_zh(event.due_rolled),
        article_zh(&event.article)
    );
    let mut en = format!(
        "Clock started: {}, through {} ({})",
        event.rule.en(),
        event.due_rolled,
        article_en(&event.article)
    );
    if event.late_on_arrival {
        zh.push_str("，登记时已进入临期或超期");
        en.push_str(", already late on arrival");
    }
    if event.provisional {
        zh.push_str("，日历未公布，暂定");
        en.push_str(", provisional: the calendar is not published");
    }
    Line { zh, en }
}

pub(super) fn stopped(event: &ClockStoppedV1) -> Line {
    let (zh, en) = if event.in_time { ("按期", "in time") } else { ("超期", "overdue") };
    Line {
        zh: format!("停止计时：{}，{zh}", event.rule.zh()),
        en: format!("Clock stopped: {}, {en}", event.rule.en()),
    }
}

/// A deadline never moves silently.
pub(super) fn changed(event: &ClockChangedV1) -> Line {
    Line {
        zh: format!("{}改期：{} → {}", event.rule.zh(), date_zh(event.old_due), date_zh(event.new_due)),
        en: format!("Due day of {} moved: {} → {}", event.rule.en(), event.old_due, event.new_due),
    }
}

pub(super) fn near(stage: &StageReachedV1) -> Line {
    Line {
        zh: format!("临期：{}，{}到期", stage.rule.zh(), date_zh(stage.due_rolled)),
        en: format!("Due soon: {}, through {}", stage.rule.en(), stage.due_rolled),
    }
}

pub(super) fn due_today(stage: &StageReachedV1) -> Line {
    Line {
        zh: format!("今日到期：{}（最后期限 {}）", stage.rule.zh(), date_zh(stage.due_rolled)),
        en: format!("Due today: {} (last day {})", stage.rule.en(), stage.due_rolled),
    }
}

pub(super) fn missed(stage: &StageReachedV1) -> Line {
    Line {
        zh: format!("超期：{}，应于 {} 前完成", stage.rule.zh(), date_zh(stage.due_rolled)),
        en: format!("Overdue: {}, was due {}", stage.rule.en(), stage.due_rolled),
    }
}
