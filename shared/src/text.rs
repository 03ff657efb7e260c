//! Words for people, in Chinese and in English, always made together so that neither is forgotten.

use std::fmt;

/// Languages that results are worded in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Chinese, the language of the users.
    #[default]
    Chinese,
    /// English.
    English,
}

/// One statement in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bilingual {
    /// The statement in Chinese.
    pub zh: String,
    /// The same statement in English.
    pub en: String,
}

impl Bilingual {
    /// Pairs two renderings of one statement.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The rendering in a language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }
}

/// Makes a [`Bilingual`] from two format strings over the same variables.
///
/// ```
/// let sum = 7;
/// let text = gouji_core::bilingual!("合计为{sum}", "the total is {sum}");
/// assert_eq!(text.en, "the total is 7");
/// ```
#[macro_export]
macro_rules! bilingual {
    ($zh:literal, $en:literal $(, $($argument:tt)*)?) => {
        $crate::text::Bilingual {
            zh: $crate::text::written(format_args!($zh $(, $($argument)*)?)),
            en: $crate::text::written(format_args!($en $(, $($argument)*)?)),
        }
    };
}

/// The text of format arguments, as `format!` makes it.
#[must_use]
pub fn written(arguments: fmt::Arguments<'_>) -> String {
    /// Bytes that most statements take. With less room at the start, a text is moved several times while it grows.
    const ROOM: usize = 192;
    if let Some(fixed) = arguments.as_str() {
        return fixed.to_owned();
    }
    let mut text = String::with_capacity(ROOM);
    // A text takes whatever it is given.
    let _ = fmt::write(&mut text, arguments);
    text
}
