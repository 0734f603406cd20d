//! Undoing what consoles, mail, chat and web pages do to text before anything reads it.
//!
//! Nothing here knows what the text says: it takes away what is no part of any output. What is
//! repaired inside a value is the business of that value's reader.

use super::mapped::Mapped;
use super::{escapes, lines};
use crate::metrics::Metric;

/// Takes away colour codes, line-end variants, invisible characters, the escapes of pages and logs,
/// and what stands before or after the lines: quote marks, diff marks, times of a log, Markdown's backslashes.
pub(super) fn clean(source: &Mapped) -> Mapped {
    let text = escapes::of_pages(&characters(source));
    let text = escapes::of_logs(&text);
    let text = quotes(&text);
    let text = stamps(&text);
    let text = diff_marks(&text);
    backslashes(&text)
}

/// Whether a text is free of everything that `characters` takes away.
fn is_plain(text: &str) -> bool {
    !text
        .bytes()
        .any(|byte| byte >= 0x80 || byte == 0x1b || byte == b'\r' || byte == 0)
}

fn characters(source: &Mapped) -> Mapped {
    if is_plain(&source.text) {
        return source.clone();
    }
    let mut out = Mapped::default();
    let text = source.text.as_str();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let (replacement, end) = match c {
            // CRLF is LF; so is a lone CR, as old files and some logs have it.
            '\r' if matches!(chars.peek(), Some((_, '\n'))) => ("", at + 1),
            '\r' => ("\n", at + 1),
            '\u{1b}' | '\u{9b}' => ("", escape_end(text, at)),
            '\u{a0}' | '\u{202f}' | '\u{2007}' => (" ", at + c.len_utf8()),
            '\u{85}' | '\u{2028}' | '\u{2029}' => ("\n", at + c.len_utf8()),
            '\u{feff}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2060}'
            | '\u{ad}'
            | '\0'
            | '\u{202a}'..='\u{202e}' => ("", at + c.len_utf8()),
            _ => continue,
        };
        out.push_range(source, start..at);
        out.push(replacement, source.origin(at));
        start = end;
        while chars.peek().is_some_and(|(next, _)| *next < end) {
            chars.next();
        }
    }
    out.push_range(source, start..text.len());
    out
}

/// Where a terminal's escape sequence ends: CSI up to its final byte, OSC up to BEL or ST.
fn escape_end(text: &str, at: usize) -> usize {
    let sequence = text.get(at..).unwrap_or_default();
    let mut chars = sequence.char_indices();
    let first = chars.next().map(|(_, c)| c);
    let kind = if first == Some('\u{9b}') {
        Some('[')
    } else {
        chars.next().map(|(_, c)| c)
    };
    let end = match kind {
        Some('[') => chars
            .find(|(_, c)| ('\u{40}'..='\u{7e}').contains(c) || c.is_whitespace())
            .map(|(end, c)| {
                if c.is_whitespace() {
                    end
                } else {
                    end + c.len_utf8()
                }
            }),
        Some(']') => chars
            .find(|(_, c)| matches!(c, '\u{7}' | '\n' | '\\'))
            .map(|(end, c)| if c == '\n' { end } else { end + c.len_utf8() }),
        Some('\n') | None => Some(1),
        Some(c) => Some(1 + c.len_utf8()),
    };
    at + end.unwrap_or(sequence.len())
}

/// Mail's `> `, however deep, and the bar that chat programs put before quotes.
fn quotes(text: &Mapped) -> Mapped {
    if !text.text.lines().any(|line| quoted(line) > 0) {
        return text.clone();
    }
    text.map_lines(|line| quoted(line)..line.len())
}

/// The length of a line's quote marks.
fn quoted(line: &str) -> usize {
    let mut end = 0;
    let mut rest = line;
    loop {
        let trimmed = rest.trim_start_matches([' ', '\t']);
        let Some(after) = trimmed
            .strip_prefix('>')
            .or_else(|| trimmed.strip_prefix('┃'))
            .or_else(|| trimmed.strip_prefix('│'))
        else {
            return end;
        };
        rest = after.strip_prefix(' ').unwrap_or(after);
        end = line.len() - rest.len();
    }
}

/// The times that logs put before each line, and the `data:` of event streams.
fn stamps(text: &Mapped) -> Mapped {
    let (mut all, mut stamped) = (0_usize, 0_usize);
    for line in text.text.lines().filter(|line| !line.trim().is_empty()) {
        all += 1;
        stamped += usize::from(stamp(line) > 0);
    }
    let times = stamped * 2 > all && !text.text.lines().any(is_time_heading);
    let streams = text.text.lines().any(|line| event(line) > 0);
    if !times && !streams {
        return text.clone();
    }
    text.map_lines(|line| {
        let start = if times { stamp(line) } else { 0 };
        let rest = line.get(start..).unwrap_or_default();
        start + event(rest)..line.len()
    })
}

/// Whether a line is the heading of a table whose rows begin with a time of their own.
fn is_time_heading(line: &str) -> bool {
    let line = line.trim_start().trim_start_matches(['"', '|', ' ']);
    let word = line
        .find(|c: char| !c.is_ascii_alphabetic())
        .and_then(|end| line.get(..end))
        .unwrap_or(line);
    const WORDS: [&str; 5] = ["time", "timestamp", "timegenerated", "date", "datetime"];
    let is_cell = line.len() > word.len() && !line.contains(['{', '}', ':']);
    is_cell && WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
        || !line.contains(['{', '}', ':'])
            && line.contains(['\t', ';', ',', '|'])
            && Metric::in_name(line).is_some()
}

/// The length of `2026-11-21T09:15:00.1234567Z ` and its like at the beginning of a line.
fn stamp(line: &str) -> usize {
    let trimmed = line.trim_start();
    let (body, bracket) = match trimmed.strip_prefix('[') {
        Some(body) => (body, true),
        None => (trimmed, false),
    };
    let shape: &[u8] = b"0000-00-00";
    let is_date = shape.iter().zip(body.bytes()).all(|(want, byte)| {
        if *want == b'0' {
            byte.is_ascii_digit()
        } else {
            byte == *want
        }
    }) && body.len() > shape.len();
    if !is_date {
        return 0;
    }
    let rest = body.get(shape.len()..).unwrap_or_default();
    let Some(rest) = rest.strip_prefix(['T', ' ', '_']) else {
        return 0;
    };
    let time = rest
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ',' | 'Z' | '+' | '-')))
        .unwrap_or(rest.len());
    let (clock, after) = rest.split_at_checked(time).unwrap_or_default();
    if !clock.contains(':') {
        return 0;
    }
    let after = if bracket {
        after.strip_prefix(']').unwrap_or(after)
    } else {
        after
    };
    match after.strip_prefix(' ') {
        Some(after) => line.len() - after.len(),
        None if after.is_empty() => line.len(),
        None => 0,
    }
}

/// The length of `data: ` before JSON.
fn event(line: &str) -> usize {
    let Some(rest) = line.strip_prefix("data:") else {
        return 0;
    };
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    if rest.trim_start().starts_with(['{', '}', '[', ']', '"']) {
        line.len() - rest.len()
    } else {
        0
    }
}

/// The marks of a diff. A `-` is taken away only where the whole text is one: lists use it, too.
fn diff_marks(text: &Mapped) -> Mapped {
    let (mut all, mut added, mut removed) = (0_usize, 0_usize, 0_usize);
    for line in text.text.lines().filter(|line| !line.trim().is_empty()) {
        all += 1;
        added += usize::from(line.starts_with('+'));
        let rest = line.trim_start_matches('-').trim_start();
        removed +=
            usize::from(line.starts_with('-') && rest.starts_with(['{', '}', '[', ']', '"']));
    }
    let take_minus = removed > 2 && removed * 2 > all && !text.text.contains(": |");
    if added == 0 && !take_minus {
        return text.clone();
    }
    text.map_lines(|line| {
        let rest = line.trim_start_matches('+');
        let marks = line.len() - rest.len();
        if (1..=2).contains(&marks) {
            return marks..line.len();
        }
        let rest = line.trim_start_matches('-');
        let marks = line.len() - rest.len();
        if take_minus && (1..=2).contains(&marks) {
            return marks..line.len();
        }
        0..line.len()
    })
}

/// Backslashes at line ends, where most lines have one: Markdown's hard breaks.
fn backslashes(text: &Mapped) -> Mapped {
    let (mut all, mut marked) = (0_usize, 0_usize);
    for line in text.text.lines().filter(|line| !line.trim().is_empty()) {
        all += 1;
        marked += usize::from(line.ends_with('\\') && !lines::is_command(line));
    }
    if marked < 2 || marked * 3 < all * 2 {
        return text.clone();
    }
    text.map_lines(|line| 0..line.trim_end_matches('\\').len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> String {
        clean(&Mapped::whole(text)).text
    }

    #[test]
    fn takes_away_what_is_no_part_of_the_output() {
        let plain = "{\n  \"health\": \"Healthy\"\n}\n";
        for (name, text) in [
            ("CRLF", "{\r\n  \"health\": \"Healthy\"\r\n}\r\n"),
            ("CR", "{\r  \"health\": \"Healthy\"\r}\r"),
            (
                "colours",
                "\u{1b}[1m{\u{1b}[0m\n  \u{1b}[34;1m\"health\"\u{1b}[0m: \u{1b}[32m\"Healthy\"\u{1b}[0m\n}\n",
            ),
            (
                "invisible",
                "{\u{200b}\n\u{a0} \"health\": \"Healthy\"\n}\n",
            ),
            ("quote", "> {\n>   \"health\": \"Healthy\"\n> }\n"),
            (
                "quote of a quote",
                "> > {\n>>   \"health\": \"Healthy\"\n> > }\n",
            ),
            (
                "log",
                "2026-11-21T09:15:00.1234567Z {\n2026-11-21T09:15:00.1234567Z   \"health\": \"Healthy\"\n2026-11-21T09:15:00.1234567Z }\n",
            ),
            (
                "events",
                "data: {\ndata:   \"health\": \"Healthy\"\ndata: }\n",
            ),
            ("diff", "+{\n+  \"health\": \"Healthy\"\n+}\n"),
            ("removed", "-{\n-  \"health\": \"Healthy\"\n-}\n"),
            ("Markdown", "{\\\n  \"health\": \"Healthy\"\\\n}\\\n"),
        ] {
            assert_eq!(cleaned(text), plain, "{name}");
        }
    }

    #[test]
    fn lists_keep_their_dashes() {
        let yaml =
            "- address: 10.0.0.4\n  health: Healthy\n- address: 10.0.0.5\n  health: Healthy\n";
        assert_eq!(cleaned(yaml), yaml);
    }

    #[test]
    fn positions_point_into_the_source() {
        let source = "> \u{1b}[31m{\u{1b}[0m\r\n> \"a\": 1}";
        let text = clean(&Mapped::whole(source));
        assert_eq!(text.text, "{\n\"a\": 1}");
        for (at, c) in text.text.char_indices().filter(|(_, c)| *c != '\n') {
            assert!(source.split_at(text.origin(at)).1.starts_with(c), "{at}");
        }
    }
}
