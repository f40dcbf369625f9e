use events::alerts::{AlertAcknowledgedV1, AlertClosedV1, AlertEscalatedV1, AlertRaisedV1, LeaderPagedV1};

use super::super::names::Names;
use super::Line;
use super::words::word;

pub(super) fn raised(event: &AlertRaisedV1) -> Line {
    Line {
        zh: format!("预警（{}）：呼叫第 {} 级", event.kind.zh(), event.level),
        en: format!("Alert ({}): level {} called", event.kind.en(), event.level),
    }
}

pub(super) fn paged(event: &LeaderPagedV1, names: &Names) -> Line {
    let person = names.person(event.person_id);
    let (zh, en) = word(
        &event.channel,
        &[
            ("webhook", "即时消息", "by message"),
            ("mail", "邮件", "by mail"),
            ("console", "工作台", "on the live page"),
        ],
    );
    Line {
        zh: format!("通知值班领导 {person}（第 {} 级，{zh}）", event.level),
        en: format!("Called {person} (level {}, {en})", event.level),
    }
}

/// E5: the last level never ends silently, it repeats.
pub(super) fn escalated(event: &AlertEscalatedV1) -> Line {
    if event.from_level == event.to_level {
        return Line {
            zh: format!("无人应答：再次呼叫第 {} 级", event.to_level),
            en: format!("No answer: level {} called again", event.to_level),
        };
    }
    Line {
        zh: format!("预警升级：第 {} 级 → 第 {} 级", event.from_level, event.to_level),
        en: format!("Alert escalated: level {} → level {}", event.from_level, event.to_level),
    }
}

pub(super) fn acknowledged(event: &AlertAcknowledgedV1, names: &Names) -> Line {
    let who = event.by.map_or("值班人员", |by| names.person(by));
    let who_en = event.by.map_or("the officer on duty", |by| names.person(by));
    Line {
        zh: format!("{who} 应答预警（第 {} 级）", event.level),
        en: format!("{who_en} answered the alert (level {})", event.level),
    }
}

/// The outcome is free text: it stays with the alert.
pub(super) fn closed(_: &AlertClosedV1) -> Line {
    Line { zh: "预警关闭".to_owned(), en: "Alert closed".to_owned() }
}
