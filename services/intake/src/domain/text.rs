//! How typed text becomes stored text.

use super::rejection::Findings;

/// The names of a field in both languages, for its sentences.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label(pub(super) &'static str, pub(super) &'static str);

/// Characters that show nothing or turn the reading direction: they hide words from a reader and make two
/// equal-looking texts differ, and they come along with text copied from web pages.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}')
}

/// Whether a control character may stay: line ends and tabs, in texts of several lines only.
const fn is_allowed_control(c: char, lines: bool) -> bool {
    lines && matches!(c, '\n' | '\t')
}

/// Trimmed, without invisible characters, line ends as `\n`. Not otherwise normalised: a name keeps the
/// very characters its owner uses.
fn clean(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let lines =
        if visible.contains('\r') { visible.replace("\r\n", "\n").replace('\r', "\n") } else { visible };
    lines.trim().to_owned()
}

/// A text of one line, or of several when `lines`; wrong ones are recorded and answered as they are.
fn read(
    findings: &mut Findings,
    pointer: &str,
    label: Label,
    text: &str,
    chars_max: usize,
    lines: bool,
) -> String {
    let text = clean(text);
    if text.chars().any(|c| c.is_control() && !is_allowed_control(c, lines)) {
        findings.add(
            pointer,
            "control_character",
            format!("{}含有控制字符", label.0),
            format!("The {} contains a control character", label.1),
        );
    }
    if text.chars().count() > chars_max {
        findings.add(
            pointer,
            "too_long",
            format!("{}不得超过{chars_max}个字", label.0),
            format!("The {} may have at most {chars_max} characters", label.1),
        );
    }
    text
}

/// A required text of one line.
pub(super) fn line(
    findings: &mut Findings,
    pointer: &str,
    label: Label,
    text: &str,
    chars_max: usize,
) -> String {
    let text = read(findings, pointer, label, text, chars_max, false);
    require(findings, pointer, label, &text);
    text
}

/// A required text of several lines.
pub(super) fn lines(
    findings: &mut Findings,
    pointer: &str,
    label: Label,
    text: &str,
    chars_max: usize,
) -> String {
    let text = read(findings, pointer, label, text, chars_max, true);
    require(findings, pointer, label, &text);
    text
}

/// An optional text of one line; blank is absent.
pub(super) fn optional_line(
    findings: &mut Findings,
    pointer: &str,
    label: Label,
    text: Option<&str>,
    chars_max: usize,
) -> Option<String> {
    let text = read(findings, pointer, label, text?, chars_max, false);
    (!text.is_empty()).then_some(text)
}

fn require(findings: &mut Findings, pointer: &str, label: Label, text: &str) {
    if text.is_empty() {
        findings.add(
            pointer,
            "required",
            format!("请填写{}", label.0),
            format!("The {} is required", label.1),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABEL: Label = Label("标题", "subject");

    #[test]
    fn invisible_characters_are_dropped_and_ends_trimmed() {
        let mut findings = Findings::default();
        assert_eq!(line(&mut findings, "/s", LABEL, " \u{200B}路\u{202E}灯 \u{FEFF}", 10), "路灯");
        assert!(findings.or(()).is_ok());
    }

    #[test]
    fn a_line_refuses_line_ends_and_a_text_keeps_them() {
        let mut findings = Findings::default();
        assert_eq!(lines(&mut findings, "/b", LABEL, "一\r\n二\r三\t四", 10), "一\n二\n三\t四");
        line(&mut findings, "/s", LABEL, "一\n二", 10);
        lines(&mut findings, "/b", LABEL, "一\u{0007}二", 10);
        let errors = findings.or(()).unwrap_err().errors;
        assert_eq!(
            errors.iter().map(|e| (e.pointer.as_str(), e.code)).collect::<Vec<_>>(),
            [("/s", "control_character"), ("/b", "control_character")]
        );
    }

    #[test]
    fn length_is_counted_in_characters_not_bytes() {
        let mut findings = Findings::default();
        line(&mut findings, "/s", LABEL, &"信".repeat(10), 10);
        assert!(findings.or(()).is_ok());
        let mut findings = Findings::default();
        line(&mut findings, "/s", LABEL, &"信".repeat(11), 10);
        assert_eq!(findings.or(()).unwrap_err().errors[0].code, "too_long");
    }
}
