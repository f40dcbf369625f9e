/// Longest search text, in characters: a case number or a few words of the matter.
pub const SEARCH_CHARS_MAX: usize = 64;

/// The text of a search as a LIKE pattern with `\` as its escape: what the reader types is looked for as
/// it stands, so `50%` finds "50%" and not everything that begins with 50. `None` for nothing but spaces.
#[must_use]
pub fn like_pattern(typed: &str) -> Option<String> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return None;
    }
    let mut pattern = String::with_capacity(typed.len() + 2);
    pattern.push('%');
    // No control character stands in a matter, and PostgreSQL refuses some of them.
    for c in typed.chars().filter(|c| !c.is_control()).take(SEARCH_CHARS_MAX) {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    Some(pattern)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_are_looked_for_as_they_stand() {
        assert_eq!(like_pattern(" YX-2026_1 ").as_deref(), Some("%yx-2026\\_1%"));
        assert_eq!(like_pattern("50%\\").as_deref(), Some("%50\\%\\\\%"));
        assert_eq!(like_pattern("  "), None);
        assert_eq!(like_pattern("路").as_deref(), Some("%路%"));
    }
}
