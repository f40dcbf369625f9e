use serde::Deserialize;
use utoipa::ToSchema;

/// Longest text kept of one field, in characters; a phone shows less.
const FIELD_CHARS_MAX: usize = 2_000;

/// What a message says, in the shape that alerts sends: a Standard Webhooks event whose `data` holds it,
/// or (from the local mail sink) the same fields at the top.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub(crate) struct Content {
    #[serde(alias = "to")]
    pub(crate) recipient: String,
    #[serde(default)]
    pub(crate) subject: String,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) link: Option<String>,
}

/// A Standard Webhooks event around a message.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct Wrapped {
    pub(crate) data: Content,
}

/// Reads a message's content; `None` when it is JSON of neither shape.
#[must_use]
pub(crate) fn read(body: &[u8]) -> Option<Content> {
    let content = serde_json::from_slice::<Wrapped>(body)
        .map(|wrapped| wrapped.data)
        .or_else(|_| serde_json::from_slice::<Content>(body))
        .ok()?;
    Some(Content {
        recipient: cut(&content.recipient),
        subject: cut(&content.subject),
        text: cut(&content.text),
        // The page makes a link of it: only one into this site, never `javascript:` or another host.
        link: content.link.filter(|link| is_safe(link)).map(|link| cut(&link)),
    })
}

fn cut(text: &str) -> String {
    text.chars().take(FIELD_CHARS_MAX).collect()
}

fn is_safe(link: &str) -> bool {
    (link.starts_with('/') && !link.starts_with("//"))
        || link.starts_with("http://")
        || link.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_shapes_are_read_and_a_script_link_is_dropped() {
        let wrapped =
            br#"{"type":"alert","data":{"recipient":"A","subject":"S","text":"T","link":"/alerts/1"}}"#;
        assert_eq!(read(wrapped).unwrap().link.as_deref(), Some("/alerts/1"));
        let mail = br#"{"to":"a@yunxi.example","subject":"S","text":"T","link":"javascript:alert(1)"}"#;
        let content = read(mail).unwrap();
        assert_eq!((content.recipient.as_str(), content.link), ("a@yunxi.example", None));
        assert_eq!(read(b"[]"), None);
    }
}
