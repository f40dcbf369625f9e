use events::intake::{CaseRegisteredV1, IdentityRevealedV1};

use super::Line;
use super::words::word;

/// I5: the number, the channel, and a reception's result if it came from one.
pub(super) fn registered(event: &CaseRegisteredV1) -> Line {
    let mut zh = format!("登记：{}，编号 {}", event.channel.zh(), event.case_number);
    let mut en = format!("Registered ({}), no. {}", event.channel.en(), event.case_number);
    if event.late_entry {
        zh.push_str("（补录）");
        en.push_str(", entered later");
    }
    if let Some(reception) = event.reception {
        zh.push_str(&format!("；接访结果：{}", reception.result.zh()));
        en.push_str(&format!("; reception result: {}", reception.result.en()));
    }
    Line { zh, en }
}

/// That something was unmasked and what, never what it said and never the typed reason.
pub(super) fn revealed(event: &IdentityRevealedV1) -> Line {
    const FIELDS: &[(&str, &str, &str)] =
        &[("body", "正文", "the text"), ("petitioners", "信访人信息", "the petitioners")];
    let fields: Vec<_> = event.fields.iter().map(|field| word(field, FIELDS)).collect();
    let zh: Vec<_> = fields.iter().map(|(zh, _)| zh.as_str()).collect();
    let en: Vec<_> = fields.iter().map(|(_, en)| en.as_str()).collect();
    Line {
        zh: format!("查看了{}（已记录理由）", zh.join("、")),
        en: format!("Read {} (reason recorded)", en.join(" and ")),
    }
}
