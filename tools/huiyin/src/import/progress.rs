//! The progress bar: by bytes of the file, because nobody has counted its rows yet.

use indicatif::{ProgressBar, ProgressStyle};

use super::Counts;
use crate::Lang;

#[derive(Debug)]
pub(crate) struct Bar(ProgressBar);

impl Bar {
    pub(crate) fn new(bytes: u64, shown: bool) -> Self {
        let bar = if shown { ProgressBar::new(bytes) } else { ProgressBar::hidden() };
        let style = ProgressStyle::with_template("{bar:40} {percent:>3}% {elapsed} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self(bar)
    }

    /// Rows end in any order; the bar never goes back.
    pub(crate) fn at(&self, byte: u64, counts: Counts, lang: Lang) {
        self.0.set_position(self.0.position().max(byte));
        let Counts { registered, already, rejected, .. } = counts;
        self.0.set_message(match lang {
            Lang::Zh => format!("新登记 {registered} 已有 {already} 未通过 {rejected}"),
            Lang::En => format!("{registered} registered, {already} known, {rejected} rejected"),
        });
    }

    pub(crate) fn finish(&self) {
        self.0.finish_and_clear();
    }
}
