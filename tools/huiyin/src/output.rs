//! Where a command speaks: results on standard output, remarks on standard error, in one language.

use std::io::{IsTerminal, Write};

use serde::Serialize;

/// The language of the command line's own sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Lang {
    Zh,
    En,
}

impl Lang {
    /// `--lang`, else the locale. A `C` locale often cannot show Chinese, so only `zh…` means Chinese.
    pub fn detect(args: &[std::ffi::OsString], env: impl Fn(&str) -> Option<String>) -> Self {
        let mut args = args.iter().map(|arg| arg.to_string_lossy());
        while let Some(arg) = args.next() {
            let value = match arg.strip_prefix("--lang") {
                Some("") => args.next().map(|value| value.into_owned()),
                Some(rest) => rest.strip_prefix('=').map(str::to_owned),
                None => None,
            };
            if let Some(value) = value {
                return if value.starts_with("zh") { Self::Zh } else { Self::En };
            }
        }
        // The order is POSIX's: LC_ALL wins over LC_MESSAGES, that over LANG.
        let locale =
            ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| env(name).filter(|v| !v.is_empty()));
        if locale.is_some_and(|locale| locale.starts_with("zh")) { Self::Zh } else { Self::En }
    }

    #[must_use]
    pub const fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// Standard output and error of one command.
#[derive(Clone, Copy, Debug)]
pub struct Out {
    pub lang: Lang,
}

impl Out {
    #[must_use]
    pub const fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// One line of the result. A closed pipe (`huiyin … | head`) is not an error of the command.
    pub fn line(self, text: impl AsRef<str>) {
        let _ = writeln!(std::io::stdout().lock(), "{}", text.as_ref());
    }

    /// One line of the result, in the reader's language.
    pub fn say(self, zh: impl AsRef<str>, en: impl AsRef<str>) {
        self.line(self.lang.pick(zh.as_ref(), en.as_ref()));
    }

    /// A remark that is no part of the result.
    pub fn remark(self, zh: impl AsRef<str>, en: impl AsRef<str>) {
        let _ = writeln!(std::io::stderr().lock(), "{}", self.lang.pick(zh.as_ref(), en.as_ref()));
    }

    /// One JSON document on one line, as scripts read it.
    pub fn json(self, value: &impl Serialize) {
        // The values printed here are plain structs with string keys: serialising them cannot fail.
        if let Ok(text) = serde_json::to_string(value) {
            self.line(text);
        }
    }

    /// Whether a person watches standard error.
    #[must_use]
    pub fn watched(self) -> bool {
        std::io::stderr().is_terminal()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(args: &[&str], locale: Option<&str>) -> Lang {
        let args: Vec<_> = args.iter().map(std::ffi::OsString::from).collect();
        Lang::detect(&args, |name| (name == "LANG").then(|| locale.map(str::to_owned)).flatten())
    }

    #[test]
    fn the_language_follows_the_switch_then_the_locale() {
        assert_eq!(detect(&[], Some("zh_CN.UTF-8")), Lang::Zh);
        assert_eq!(detect(&[], Some("C.UTF-8")), Lang::En);
        assert_eq!(detect(&[], None), Lang::En);
        assert_eq!(detect(&["--lang", "zh"], Some("en_US.UTF-8")), Lang::Zh);
        assert_eq!(detect(&["--lang=en"], Some("zh_CN.UTF-8")), Lang::En);
    }
}
