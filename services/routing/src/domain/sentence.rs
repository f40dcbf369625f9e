use serde::{Deserialize, Serialize};

/// One thing said to a person, in both languages of the product.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sentence {
    /// Simplified Chinese, the default.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Sentence {
    /// Both languages at once: there is no way to say only half.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}
