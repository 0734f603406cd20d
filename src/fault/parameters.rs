//! What a message says besides which fault it stands for, as the message has it.

use super::fold::{Folded, fold};

/// The status code received.
pub(super) fn received(folded: &Folded, message: &str) -> Option<String> {
    ["received invalid status code", "received", "收到的值"]
        .into_iter()
        .find_map(|anchor| first(folded, message, anchor, one_code))
}

/// The status codes expected.
pub(super) fn expected(folded: &Folded, message: &str) -> Option<String> {
    [
        "expected",
        "as per the health probe configuration",
        "预期值",
    ]
    .into_iter()
    .find_map(|anchor| first(folded, message, anchor, codes))
}

/// OpenSSL's verification code.
pub(super) fn openssl_code(folded: &Folded, message: &str) -> Option<u32> {
    first(folded, message, "error code", |text| {
        let number: String = after_marks(text)
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        number.parse().ok()
    })
}

/// The text that the body should have held: all that follows, less the closing stop and the
/// invitation to read on. Line breaks in it are a console's.
pub(super) fn expected_body(folded: &Folded, message: &str) -> Option<String> {
    let anchor = fold("response body does not contain");
    let rest = folded.after(message, &anchor).next()?;
    let rest = before_link(rest);
    let lines: Vec<&str> = rest.lines().map(str::trim).collect();
    let text = lines.join(" ");
    let text = text.trim().trim_start_matches(':').trim_start();
    let text = text.trim_end_matches("**");
    let text = text.strip_suffix('.').unwrap_or(text).trim();
    let placeholder = text.starts_with('{')
        && text.ends_with('}')
        && text
            .chars()
            .skip(1)
            .all(|c| c.is_ascii_alphanumeric() || c == '}');
    (!text.is_empty() && !placeholder).then(|| text.to_owned())
}

/// The pool that has no healthy server; the documents print `[name]` for it.
pub(super) fn pool(folded: &Folded, message: &str) -> Option<String> {
    let start = folded.after(message, &fold("backend pool")).next()?;
    let end = Folded::new(start);
    // What follows the end of the name is the end of the message: the name is what is left.
    let rest = end.after(start, &fold("has no healthy servers")).next()?;
    let name = start.strip_suffix(rest)?;
    let name = name
        .rsplit_once("has")
        .map_or(name, |(name, _)| name)
        .trim_matches(|c: char| c.is_whitespace() || "[]'\"`*‘’“”:".contains(c));
    (!name.is_empty() && name != "name").then(|| name.to_owned())
}

/// The first place behind the anchor where something can be read.
fn first<T>(
    folded: &Folded,
    message: &str,
    anchor: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let anchor = fold(anchor);
    folded.after(message, &anchor).find_map(read)
}

/// The text less leading marks and blanks. A brace stays where it opens a placeholder, since
/// what is inside starts with a letter.
fn after_marks(text: &str) -> &str {
    text.trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// One status code.
fn one_code(text: &str) -> Option<String> {
    let codes = codes(text)?;
    codes
        .split(|c: char| !c.is_ascii_digit())
        .next()
        .map(str::to_owned)
}

/// Status codes and ranges of them, as `200-399, 401`. Dashes that an editor made longer are
/// hyphens again.
fn codes(text: &str) -> Option<String> {
    let mut rest = after_marks(text).chars();
    let mut run = String::new();
    while let Some(c) = rest.next() {
        match c {
            '0'..='9' | ',' | ';' => run.push(c),
            _ if is_dash(c) => run.push('-'),
            // A blank beside a separator belongs to the list; any other ends it.
            _ if c.is_whitespace() => {
                let next = rest.as_str().trim_start().chars().next();
                let joins = next.is_some_and(|c| c == ',' || c == ';' || is_dash(c));
                if !run.ends_with(' ') && (joins || run.ends_with([',', ';', '-'])) {
                    run.push(' ');
                } else if !run.ends_with(' ') {
                    break;
                }
            }
            _ => break,
        }
    }
    let run = run.trim_end_matches(|c: char| !c.is_ascii_digit());
    let mut numbers = run
        .split(|c: char| !c.is_ascii_digit())
        .filter(|number| !number.is_empty())
        .peekable();
    numbers.peek()?;
    numbers
        .all(|number| number.len() == 3)
        .then(|| run.to_owned())
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The text up to the invitation to read on that ends it, if one does.
fn before_link(text: &str) -> &str {
    let lower = text.to_ascii_lowercase();
    let learn_more = lower
        .rfind("to learn more visit")
        .or_else(|| lower.trim_end().strip_suffix("learn more").map(str::len));
    learn_more
        .and_then(|at| text.get(..at))
        .unwrap_or(text)
        .trim_end()
}
