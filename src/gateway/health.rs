//! What a backend health report says of one server.

/// A server's health, in either vocabulary: the API's definition says Up, Down, Partial and
/// Draining, every real report says Healthy and Unhealthy; both know Unknown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Health {
    /// `Healthy` or `Up`.
    Healthy,
    /// `Unhealthy` or `Down`.
    Unhealthy,
    /// `Unknown`: the report could not be had, or the name was not resolved.
    Unknown,
    /// `Partial`.
    Partial,
    /// `Draining`: the server takes no new connections.
    Draining,
    /// A value that no document lists, as given.
    Other(String),
}

impl Health {
    /// Reads a health value in any case; the portal's column is localised, so its Simplified
    /// Chinese words are known too.
    pub fn parse(text: &str) -> Self {
        let text = text.trim();
        match text.to_ascii_lowercase().as_str() {
            "healthy" | "up" | "正常" => Self::Healthy,
            "unhealthy" | "down" | "不正常" => Self::Unhealthy,
            "unknown" | "未知" => Self::Unknown,
            "partial" => Self::Partial,
            "draining" => Self::Draining,
            _ => Self::Other(text.to_owned()),
        }
    }

    /// The word a report uses: lower case, or the text as given.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Healthy => "healthy",
            Self::Unhealthy => "unhealthy",
            Self::Unknown => "unknown",
            Self::Partial => "partial",
            Self::Draining => "draining",
            Self::Other(text) => text,
        }
    }
}
