//! Colours of text output, or none.

use annotate_snippets::renderer::{AnsiColor, Effects, Renderer, Style as Ansi};

/// Whether text is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Characters only.
    #[default]
    Plain,
    /// ANSI escapes.
    Colored,
}

/// What a piece of text is, as far as its colour goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// A heading.
    Strong,
    /// Something that is there for reference.
    Faint,
    /// Good news.
    Good,
    /// Bad news.
    Bad,
    /// Neither.
    Doubtful,
}

impl Style {
    /// Colours a piece of text.
    pub(crate) fn paint(self, tone: Tone, text: &str) -> String {
        let style = match (self, tone) {
            (Self::Plain, _) => return text.to_owned(),
            (Self::Colored, Tone::Strong) => Ansi::new().effects(Effects::BOLD),
            (Self::Colored, Tone::Faint) => AnsiColor::BrightBlack.on_default(),
            (Self::Colored, Tone::Good) => AnsiColor::Green.on_default().effects(Effects::BOLD),
            (Self::Colored, Tone::Bad) => AnsiColor::BrightRed.on_default().effects(Effects::BOLD),
            (Self::Colored, Tone::Doubtful) => AnsiColor::Yellow.on_default().effects(Effects::BOLD),
        };
        format!("{style}{text}{style:#}")
    }

    /// The renderer of source excerpts in this style.
    pub(crate) fn renderer(self, width: usize) -> Renderer {
        match self {
            Self::Plain => Renderer::plain(),
            Self::Colored => Renderer::styled(),
        }
        .term_width(width)
    }
}
