//! The language that people are addressed in.

/// Language of everything that is meant for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Chinese, the default.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The code that the service and `--lang` know it by.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.pick("zh", "en")
    }

    /// The rendering in this language.
    #[must_use]
    pub const fn pick<'a>(self, chinese: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }
}

/// Formats a message in the language given first; both renderings may capture the variables in scope.
macro_rules! say {
    ($language:expr, $chinese:literal, $english:literal $(,)?) => {
        match $language {
            $crate::language::Language::Chinese => format!($chinese),
            $crate::language::Language::English => format!($english),
        }
    };
}
pub(crate) use say;
