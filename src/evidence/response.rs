//! What a client got from the gateway: the header of a response, as curl and others print it, the
//! error page, or the sentence in which a program tells of it.

use super::Content;
use super::recognise::Piece;
use super::split::Line;
use crate::gateway::HttpResponse;
use crate::gateway::response::names_gateway;

/// How many lines of a response's page are its own at most.
const PAGE: usize = 20;

/// What error pages are headed with, behind the status.
const REASONS: [&str; 14] = [
    "Bad Gateway",
    "Bad Request",
    "Forbidden",
    "Gateway Time-out",
    "Gateway Timeout",
    "Internal Server Error",
    "Method Not Allowed",
    "Not Allowed",
    "Not Found",
    "Request Entity Too Large",
    "Request Time-out",
    "Service Temporarily Unavailable",
    "Service Unavailable",
    "Unauthorized",
];

/// What stands before the status in the sentences of curl, .NET, PowerShell and browsers, and in the page
/// of a v1 gateway and of IIS.
const BEFORE_STATUS: [&str; 5] = [
    "http error ",
    "requested url returned error: ",
    "does not indicate success: ",
    "returned an error: (",
    "server error: ",
];

/// What IIS says behind the status where it works as a proxy, and so did gateways of v1.
const PROXY: &str = " - Web server received an invalid response";

/// Finds the responses in lines of prose.
pub(super) fn pieces(text: &str, prose: &[Line]) -> Vec<Piece> {
    let mut reader = Reader::default();
    for line in prose {
        let raw = line.of(text);
        let at = line.start + (raw.len() - raw.trim_start().len());
        reader.line(at, raw.trim());
    }
    let pieces = reader.found.into_iter();
    pieces
        .map(|(at, response)| Piece::new(at, Content::Response(response)))
        .collect()
}

#[derive(Default)]
struct Reader {
    found: Vec<(usize, HttpResponse)>,
    /// Whether the next line may be a field of the last one's header.
    in_header: bool,
    /// Lines since the last one's page was begun or gone on with.
    since: usize,
}

impl Reader {
    fn line(&mut self, at: usize, line: &str) {
        // curl marks what it receives, what it sends, and what it does.
        let received = line.strip_prefix('<').unwrap_or(line).trim_start();
        if let Some(status) = status_line(received) {
            self.add(at, status);
            self.in_header = true;
            return;
        }
        if self.in_header {
            match field(received) {
                Some((name, value)) if name.eq_ignore_ascii_case("server") => self.made_by(value),
                Some(_) => {}
                None if line.starts_with(['*', '>']) => {}
                None => self.in_header = false,
            }
        }
        if !self.in_header {
            self.since += 1;
            for part in line.split(['<', '>']) {
                self.page(at, part.trim());
            }
        }
    }

    /// A part of a page, or a sentence.
    fn page(&mut self, at: usize, part: &str) {
        if names_gateway(part) {
            self.made_by(part);
        }
        let Some(status) = page_status(part) else {
            return;
        };
        let last = self.found.last();
        if !last.is_some_and(|(_, last)| last.status == status && self.since <= PAGE) {
            self.add(at, status);
        }
    }

    fn add(&mut self, at: usize, status: u16) {
        let response = HttpResponse {
            status,
            server: None,
        };
        self.found.push((at, response));
        self.since = 0;
    }

    /// Says who made the last one, unless its header said so.
    fn made_by(&mut self, server: &str) {
        if let Some((_, last)) = self.found.last_mut()
            && self.since <= PAGE
            && !server.is_empty()
        {
            last.server.get_or_insert_with(|| server.to_owned());
        }
    }
}

/// The status of `HTTP/1.1 502 Bad Gateway`; none of what comes before the response itself.
fn status_line(line: &str) -> Option<u16> {
    let (version, rest) = line.strip_prefix("HTTP/")?.split_once(' ')?;
    let (status, reason) = number(rest)?;
    let is_version = version.bytes().all(|c| c.is_ascii_digit() || c == b'.');
    // A proxy on the client's side has made way.
    let is_tunnel = reason.trim().eq_ignore_ascii_case("Connection established");
    (is_version && (200..600).contains(&status) && !is_tunnel).then_some(status)
}

/// A field of a header: its name and value.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let is_name = |c: u8| c.is_ascii_alphanumeric() || c == b'-' || c == b'_';
    (!name.is_empty() && name.bytes().all(is_name)).then_some((name, value.trim()))
}

/// The status of an error that a page or a sentence tells of.
fn page_status(part: &str) -> Option<u16> {
    // The longest sentences are shorter; this is asked of every line of prose.
    if part.len() > 400 || !part.bytes().any(|c| c.is_ascii_digit()) {
        return None;
    }
    let lower = part.to_ascii_lowercase();
    let told = BEFORE_STATUS.iter().find_map(|before| {
        let (_, rest) = lower.split_once(before)?;
        number(rest)
    });
    let headed = || {
        let (status, rest) = number(part)?;
        let reason = rest.trim_end_matches('.').trim_start();
        let is_reason = REASONS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(reason));
        (is_reason || rest.starts_with(PROXY)).then_some((status, rest))
    };
    let (status, _) = told.or_else(headed)?;
    (400..600).contains(&status).then_some(status)
}

/// The three digits that a text begins with, and what follows them.
fn number(text: &str) -> Option<(u16, &str)> {
    let (digits, rest) = text.split_at_checked(3)?;
    let status = digits.parse().ok()?;
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric());
    (digits.bytes().all(|c| c.is_ascii_digit()) && ends).then_some((status, rest))
}
