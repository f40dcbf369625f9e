use jiff::civil::Date;

/// `2026年10月8日`.
pub(super) fn date_zh(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// `第 34 条` for an article of the Regulation, `R4` for a row of the office's own rules.
pub(super) fn article_zh(article: &str) -> String {
    if is_article(article) { format!("第 {article} 条") } else { article.to_owned() }
}

/// `art. 34`, or the row.
pub(super) fn article_en(article: &str) -> String {
    if is_article(article) { format!("art. {article}") } else { article.to_owned() }
}

fn is_article(article: &str) -> bool {
    !article.is_empty() && article.bytes().all(|b| b.is_ascii_digit())
}

/// The Chinese and English word for a code that travels as text; an unknown one stands for itself, so
/// that a newer producer never stops the ledger.
pub(super) fn word(code: &str, words: &[(&str, &str, &str)]) -> (String, String) {
    words.iter().find(|(known, _, _)| *known == code).map_or_else(
        || (code.to_owned(), code.to_owned()),
        |(_, zh, en)| ((*zh).to_owned(), (*en).to_owned()),
    )
}
