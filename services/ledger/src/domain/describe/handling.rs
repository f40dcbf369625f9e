use events::routing::{
    CaseAcceptedV1, CaseAssignedV1, CaseClosedV1, DecisionIssuedV1, DecisionServedV1, ProgressReportedV1,
};

use super::super::names::Names;
use super::Line;
use super::words::{date_zh, word};

/// R2: who, with whom, under whom, until when. The requirement is free text and stays in routing's file.
pub(super) fn assigned(event: &CaseAssignedV1, names: &Names) -> Line {
    let lead = names.unit(event.lead_unit);
    let handler = names.person(event.handler);
    let leader = names.person(event.responsible_leader);
    let supervising = names.unit(event.supervising_unit);
    let assisting: Vec<&str> = event.assisting_units.iter().map(|id| names.unit(*id)).collect();
    let mut zh = format!("交办 {lead}，承办人 {handler}，责任领导 {leader}，督办单位 {supervising}");
    let mut en =
        format!("Assigned to {lead}: handler {handler}, responsible {leader}, supervised by {supervising}");
    if !assisting.is_empty() {
        zh.push_str(&format!("，协办 {}", assisting.join("、")));
        en.push_str(&format!(", assisted by {}", assisting.join(", ")));
    }
    if let Some(due) = event.due {
        zh.push_str(&format!("，{}前办结", date_zh(due)));
        en.push_str(&format!(", due {due}"));
    }
    zh.push_str(&format!("；交办函 {}", event.letter_number));
    en.push_str(&format!("; letter {}", event.letter_number));
    Line { zh, en }
}

/// Art. 23.
pub(super) fn accepted(event: &CaseAcceptedV1, names: &Names) -> Line {
    let unit = names.unit(event.unit);
    Line { zh: format!("{unit} 受理"), en: format!("Accepted by {unit}") }
}

/// That there was progress; what was done is in the case file that routing keeps.
pub(super) fn progress(event: &ProgressReportedV1, names: &Names) -> Line {
    let unit = names.unit(event.unit);
    Line { zh: format!("{unit} 报告办理进展"), en: format!("Progress reported by {unit}") }
}

/// Art. 34.
pub(super) fn decided(event: &DecisionIssuedV1) -> Line {
    let (zh, en) = word(
        &event.outcome,
        &[
            ("supported", "支持", "supported"),
            ("partly_supported", "部分支持", "partly supported"),
            ("not_supported", "不支持", "not supported"),
            ("explained", "解释说明", "explained"),
        ],
    );
    Line {
        zh: format!("出具处理意见书 {}：{zh}", event.decision_number),
        en: format!("Decision {} issued: {en}", event.decision_number),
    }
}

/// Art. 34, 35: from here the petitioner has 30 days to ask for review.
pub(super) fn served(event: &DecisionServedV1) -> Line {
    let (zh, en) = word(
        &event.method,
        &[
            ("in_person", "直接送达", "in person"),
            ("post", "邮寄送达", "by post"),
            ("electronic", "电子送达", "electronically"),
            ("public_notice", "公告送达", "by public notice"),
        ],
    );
    Line { zh: format!("处理意见书已送达（{zh}）"), en: format!("Decision served {en}") }
}

pub(super) fn closed(event: &CaseClosedV1) -> Line {
    let (zh, en) = word(
        &event.result,
        &[
            ("settled", "已化解", "settled"),
            ("lapsed", "逾期未申请复查", "the time for review has passed"),
            ("explained", "已解释说明", "explained"),
        ],
    );
    Line { zh: format!("办结：{zh}"), en: format!("Closed: {en}") }
}
