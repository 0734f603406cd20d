//! Prose of the gateway, word by word: its own words stay, everything else goes.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::LazyLock;

use super::Class;
use super::markers::{Markers, is_guid};
use crate::fault::{self, Details};

/// Words of the gateway's messages that hold more than letters.
static JOINED: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    const OTHERS: &str = "end-to-end layer-4 layer-7 nsg/udr nsg/udr/firewall re-upload self-signed ssl/tls time-out well-known";
    let all = fault::wordings()
        .chain(fault::printed_wordings())
        .chain([OTHERS]);
    let all = all.flat_map(|text| text.split(|c: char| !is_part(c)));
    let all = all.map(|token| token.trim_matches(MARKS).to_lowercase());
    all.filter(|token| !token.chars().all(char::is_alphanumeric))
        .collect()
});

/// A message without the names in it.
pub(super) fn redact(message: &str, markers: &mut Markers) -> String {
    // The expected body is anybody's text: one marker stands for all of it, as in the probe.
    let body = match fault::classify(message, None) {
        Some(fault::Reading::Fault(_, details)) => details.expected_body,
        _ => None,
    };
    let body = body.filter(|_| markers.hidden.has(Class::Text));
    let written = match body.and_then(|body| Some((message.split_once(&body)?, body))) {
        Some(((before, behind), body)) => {
            let before = scan(before, markers);
            let body = markers.text(&body);
            format!("{before}{body}{}", scan(behind, markers))
        }
        None => scan(message, markers),
    };
    let tells = |text: &str| {
        let details = match fault::classify(text, None) {
            Some(fault::Reading::Fault(_, details)) => Details {
                expected_body: None,
                ..details
            },
            _ => Details::default(),
        };
        (fault::said(text), details)
    };
    let told = tells(message);
    let Some(said) = told.0.filter(|_| tells(&written) != told) else {
        return written;
    };
    // A language without blanks, a wording with somebody's own words inside, or damage that joins
    // words: what the message was recognised by, and the codes in it, stand apart; or are said before
    // it; or alone, where they have to stand alone.
    let Details {
        received,
        expected,
        openssl_code,
        expected_body: _,
    } = &told.1;
    let mut apart = message.to_owned();
    let parts = [Some(said), received.as_deref(), expected.as_deref()];
    for told in parts.into_iter().flatten() {
        // Of what is folded, no more than the case may differ here.
        let at = apart.to_ascii_lowercase().find(&told.to_ascii_lowercase());
        if let Some(at) = at
            && let Some((before, rest)) = apart.split_at_checked(at)
            && let Some((told, behind)) = rest.split_at_checked(told.len())
        {
            apart = format!("{before} {told} {behind}");
        }
    }
    let mut codes = String::new();
    if let Some(received) = received {
        codes.push_str(&format!(" {received}"));
    }
    if let Some(expected) = expected {
        codes.push_str(&format!(" expected {expected}"));
    }
    if let Some(code) = openssl_code {
        codes.push_str(&format!(" error code {code}"));
    }
    let ways = [
        scan(&apart, markers),
        format!("{said}{codes} \u{2026} {written}"),
        format!("{said} \u{2026} {written}"),
        format!("{said}{codes}"),
    ];
    let mut ways = ways.into_iter();
    ways.find(|way| tells(way) == told)
        .unwrap_or_else(|| said.to_owned())
}

/// Prose without the names in it.
pub(super) fn scan(text: &str, markers: &mut Markers) -> String {
    let mut rest = text;
    let mut out = String::with_capacity(text.len());
    while !rest.is_empty() {
        let end = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
        let (token, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if token.is_empty() {
            let mark = after.chars().next().unwrap_or(' ');
            out.push(mark);
            rest = after.get(mark.len_utf8()..).unwrap_or_default();
        } else {
            out.push_str(&word(token, markers));
            rest = after;
        }
    }
    out
}

/// Marks around a word that are no part of it.
const MARKS: [char; 6] = ['.', ':', '-', '/', '_', '\u{2026}'];

/// What a word, a name, an address or an id is made of.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || "-_.:/@%+&=#~\u{2026}".contains(c)
}

fn word(token: &str, markers: &mut Markers) -> String {
    let bare = token.trim_matches(MARKS);
    if bare.is_empty() {
        return token.to_owned();
    }
    let start = token.len() - token.trim_start_matches(MARKS).len();
    let before = token.get(..start).unwrap_or_default();
    let behind = token.get(start + bare.len()..).unwrap_or_default();
    format!("{before}{}{behind}", inner(bare, markers))
}

fn inner(bare: &str, markers: &mut Markers) -> String {
    if is_guid(bare) {
        return markers.subscription(bare);
    }
    let (address, rest) = bare.split_once('/').unwrap_or((bare, ""));
    if let Ok(ip) = address.parse::<IpAddr>() {
        let length = match rest.bytes().all(|c| c.is_ascii_digit()) && !rest.is_empty() {
            true => format!("/{rest}"),
            false => String::new(),
        };
        return format!("{}{length}", markers.address(ip));
    }
    // A name that is also one of the gateway's words stays: the message needs it, and the word
    // says nothing of whose it is.
    if is_own_word(bare) {
        return bare.to_owned();
    }
    if let Some(marker) = markers.known_name(bare) {
        return marker;
    }
    if markers.is_known_host(bare) || is_somebodys_host(bare) {
        return markers.host(bare);
    }
    if is_own(bare) {
        return bare.to_owned();
    }
    if is_microsofts(bare) {
        return bare.to_owned();
    }
    if let Some((host, port)) = bare.split_once(':')
        && !port.is_empty()
        && port.bytes().all(|c| c.is_ascii_digit())
        && (host.parse::<IpAddr>().is_ok() || is_host(host))
    {
        return markers.host(bare);
    }
    if markers.hidden.has(Class::Text) {
        return match is_host(bare) {
            true => markers.host(bare),
            false => markers.text(bare),
        };
    }
    if is_host(bare) {
        return markers.host(bare);
    }
    // An address of mail or of the web is shown, but for what is hidden in it.
    match bare.find(['@', '/', '=', '&', '#', ':', '%', '+', '~']) {
        Some(at) => {
            let (before, rest) = bare.split_at_checked(at).unwrap_or((bare, ""));
            let mark = rest.chars().next().unwrap_or(' ');
            let rest = rest.get(mark.len_utf8()..).unwrap_or_default();
            format!("{}{mark}{}", inner(before, markers), inner(rest, markers))
        }
        None => bare.to_owned(),
    }
}

/// Whether it is one of the gateway's words, or a number as messages have them: a status, a code,
/// seconds. Longer ones are ids, extensions, dates.
fn is_own_word(token: &str) -> bool {
    let digits = token.bytes().all(|c| c.is_ascii_digit());
    match digits {
        true => token.len() <= 3,
        false => fault::is_own_word(token),
    }
}

/// Whether it is put together as the gateway's messages put words together. Any other way spells
/// names: `backend-web-01`, `/health/ready`.
fn is_own(token: &str) -> bool {
    let numbers = |token: &str| token.bytes().all(|c| c.is_ascii_digit()) && token.len() == 3;
    let range = token
        .split_once('-')
        .is_some_and(|(from, to)| numbers(from) && numbers(to));
    // Two sentences with no blank between them.
    let mut sentences = token.split('.');
    let first = sentences.next().is_some_and(is_own_word);
    let sentence = first
        && sentences
            .all(|next| next.starts_with(|c: char| c.is_ascii_uppercase()) && is_own_word(next));
    range || sentence || JOINED.contains(&token.to_lowercase())
}

/// Whether it is written as host names are, though of words that the gateway uses, too.
fn is_somebodys_host(token: &str) -> bool {
    let last = token.rsplit('.').next().unwrap_or_default();
    is_host(token)
        && last.len() >= 2
        && last.bytes().all(|c| c.is_ascii_lowercase())
        && !token.bytes().any(|c| c.is_ascii_uppercase())
        && token != "aka.ms"
        && !token.ends_with("microsoft.com")
}

/// Whether it is an address of the documentation, of which the messages have some.
fn is_microsofts(token: &str) -> bool {
    let path = ["https://aka.ms/", "aka.ms/"].iter();
    let mut path = path.filter_map(|start| token.strip_prefix(start));
    path.next().is_some_and(|slug| {
        slug.len() <= 40
            && slug.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && fault::is_slug(slug)
    })
}

/// Whether it looks like a host name with a domain.
fn is_host(token: &str) -> bool {
    let labels: Vec<&str> = token.split('.').collect();
    labels.len() >= 2
        && labels.iter().all(|label| {
            !label.is_empty()
                && label
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "-_*".contains(c))
        })
        && labels
            .last()
            .is_some_and(|last| last.bytes().any(|c| c.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::share::redact::Hidden;

    #[test]
    fn names_of_the_gateways_own_words_are_names() {
        let mut markers = Markers::new(Hidden::default());
        for name in [
            "backend-web-01",
            "web_app",
            "pool-1",
            "/health/ready",
            "app.internal",
            "probe-4711",
            "4711",
            "20231107",
            "kim",
            "x7",
            "db1",
            "a-b-c",
            "private-pool",
            "10-20",
            "backend/web",
            "health:ready",
        ] {
            let text = scan(&format!("Cannot connect to {name} now"), &mut markers);
            assert!(!text.contains(name), "{text}");
        }
    }

    #[test]
    fn the_gateways_words_stay() {
        let mut markers = Markers::new(Hidden::default());
        for text in [
            "Check whether any NSG/UDR/Firewall is blocking access to the server.",
            "Received invalid status code: 503. Expected: 200-399, 401.",
            "Backend server is unhealthy.Check the self-signed certificate (error code 20), time-out 30 seconds.",
        ] {
            assert_eq!(scan(text, &mut markers), text);
        }
    }
}
