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
        // No lower-case copy: a large report has a hundred thousand of these.
        let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        if is(&["healthy", "up", "正常"]) {
            Self::Healthy
        } else if is(&["unhealthy", "down", "不正常"]) {
            Self::Unhealthy
        } else if is(&["unknown", "未知"]) {
            Self::Unknown
        } else if is(&["partial"]) {
            Self::Partial
        } else if is(&["draining"]) {
            Self::Draining
        } else {
            Self::Other(text.to_owned())
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
