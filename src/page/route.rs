//! Addresses inside the page. They live in the fragment alone: a static host, or a file opened
//! from disk, knows no other paths. The shapes are public, since people keep links.

use appgw_doctor::chain::openssl::codes::{self, Code};
use appgw_doctor::guide::Topic;
use appgw_doctor::guide::check::{self, CheckEntry};

/// A view of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// The paste box and what was found.
    Start,
    /// Every fault there is a page for.
    Catalogue,
    /// A fault's page. With a case open, its walk, for the problem with this number among those
    /// of the same fault (from 1).
    Topic(Topic, usize),
    /// Every code of the access log's `error_info`.
    ErrorInfo,
    /// Every verification code of OpenSSL.
    Codes,
    /// One of them.
    Code(&'static Code),
    /// What the probe of one setting really sends; from 1.
    Probe(usize),
    /// Every check.
    Checks,
    /// One of them.
    Check(&'static CheckEntry),
    /// What leaves, and in which forms.
    Share,
    /// A source as it was pasted, with a line marked; both from 1.
    Source(usize, u32),
    /// An address that leads nowhere, as given.
    NotFound(String),
}

impl Route {
    /// Whether a fragment is, to the letter, the start's: the one address that every part of the
    /// program knows.
    pub(crate) fn is_start(fragment: &str) -> bool {
        matches!(fragment, "" | "#" | "#/")
    }

    /// Reads a fragment, with or without its `#`. Never fails: what is unknown has a view too.
    pub(crate) fn parse(fragment: &str) -> Self {
        let path = fragment.strip_prefix('#').unwrap_or(fragment);
        if path.is_empty() {
            return Self::Start;
        }
        let not_found = || Self::NotFound(path.chars().take(80).collect());
        let Some(rest) = path.strip_prefix('/') else {
            return not_found();
        };
        // What a later version may add behind `?` does not change which view is meant.
        let rest = rest.split('?').next().unwrap_or_default();
        let segments: Vec<&str> = rest.split('/').filter(|part| !part.is_empty()).collect();
        match segments.as_slice() {
            [] => Self::Start,
            ["faults"] => Self::Catalogue,
            ["share"] => Self::Share,
            ["fault", id] => Topic::from_id(id).map_or_else(not_found, |t| Self::Topic(t, 1)),
            ["fault", id, number] => match (Topic::from_id(id), number.parse()) {
                (Some(topic), Ok(number)) if number > 0 => Self::Topic(topic, number),
                _ => not_found(),
            },
            ["error-info"] => Self::ErrorInfo,
            ["openssl"] => Self::Codes,
            ["openssl", number] => match number.parse().ok().and_then(codes::code) {
                Some(code) => Self::Code(code),
                None => not_found(),
            },
            ["probe", number] => match number.parse() {
                Ok(number) if number > 0 => Self::Probe(number),
                _ => not_found(),
            },
            ["checks"] => Self::Checks,
            ["check", id] => check::entry(id).map_or_else(not_found, Self::Check),
            ["source", number, line] => match (number.parse(), line.parse()) {
                (Ok(number), Ok(line)) if number > 0 && line > 0 => Self::Source(number, line),
                _ => not_found(),
            },
            _ => not_found(),
        }
    }

    /// The address of a fault's page, or of its first problem's walk.
    pub(crate) fn topic(topic: Topic) -> String {
        Self::Topic(topic, 1).to_string()
    }
}

impl std::fmt::Display for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Start => f.write_str("#/"),
            Self::Catalogue => f.write_str("#/faults"),
            Self::Share => f.write_str("#/share"),
            Self::Topic(topic, 1) => write!(f, "#/fault/{}", topic.id()),
            Self::Topic(topic, number) => write!(f, "#/fault/{}/{number}", topic.id()),
            Self::ErrorInfo => f.write_str("#/error-info"),
            Self::Codes => f.write_str("#/openssl"),
            Self::Code(code) => write!(f, "#/openssl/{}", code.number),
            Self::Probe(number) => write!(f, "#/probe/{number}"),
            Self::Checks => f.write_str("#/checks"),
            Self::Check(entry) => write!(f, "#/check/{}", entry.id),
            Self::Source(number, line) => write!(f, "#/source/{number}/{line}"),
            Self::NotFound(path) => write!(f, "#{path}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use appgw_doctor::fault::Fault;

    #[test]
    fn reads_what_it_writes() {
        let mut routes: Vec<Route> = Topic::all().map(|topic| Route::Topic(topic, 1)).collect();
        routes.extend([
            Route::Start,
            Route::Catalogue,
            Route::Topic(Topic::Fault(Fault::TcpConnect), 3),
            Route::Source(2, 41),
            Route::Probe(2),
            Route::Codes,
            Route::Checks,
            Route::Share,
            Route::ErrorInfo,
        ]);
        routes.extend(check::entries().map(Route::Check));
        routes.extend(codes::CODES.iter().map(Route::Code));
        for route in routes {
            assert_eq!(Route::parse(&route.to_string()), route);
        }
    }

    #[test]
    fn an_empty_fragment_is_the_start() {
        for fragment in ["", "#", "#/", "/", "#//", "#/?x=1"] {
            assert_eq!(Route::parse(fragment), Route::Start, "{fragment}");
        }
    }

    #[test]
    fn ignores_what_a_later_version_may_add() {
        let route = Route::parse("#/fault/tcp-connect?tab=2");
        assert_eq!(route, Route::Topic(Topic::Fault(Fault::TcpConnect), 1));
    }

    #[test]
    fn garbage_has_a_view_of_its_own() {
        let long = format!("#/fault/{}", "\u{1f980}".repeat(500));
        for fragment in [
            "#main",
            "#/fault",
            "#/fault/none",
            "#/fault/tcp-connect/0",
            "#/fault/tcp-connect/x",
            "#/fault/tcp-connect/1/2",
            "#/source/1/99999999999",
            "#/source/0/1",
            "#/probe/0",
            "#/openssl/105",
            "#/openssl/-1",
            "#/check",
            "#/check/none",
            "#/%E0%A4%A",
            "#c9:\u{0}",
            long.as_str(),
        ] {
            assert!(
                matches!(Route::parse(fragment), Route::NotFound(_)),
                "{fragment}"
            );
        }
    }
}
