//! How wide text is, and where it breaks, without a font at hand: widths are those of Arial and
//! its like with a margin that also covers wider ones (DejaVu Sans, Verdana).

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    Plain,
    Bold,
    Mono,
}

/// A character's width in thousandths of the font's size.
fn advance(c: char, face: Face) -> i32 {
    if u32::from(c) >= 0x1100 && !matches!(c, '\u{2000}'..='\u{206f}') {
        // East Asian characters, symbols, emoji: a full square.
        return 1000;
    }
    if face == Face::Mono {
        return 610;
    }
    let plain = match c {
        'i' | 'j' | 'l' | '\'' | '|' => 250,
        ' ' | '.' | ',' | ':' | ';' | '!' | 'f' | 't' | 'I' | '/' | '\u{a0}' => 310,
        'r' | '(' | ')' | '[' | ']' | '-' | '"' | '`' | '\u{2018}'..='\u{201f}' => 400,
        'm' | 'M' | '\u{2026}' | '\u{2014}' => 940,
        'W' | '@' | '%' => 1060,
        'w' | 'C' | 'D' | 'G' | 'H' | 'N' | 'O' | 'Q' | 'R' | 'U' | '+' | '=' | '<' | '>' => 830,
        'A'..='Z' | '&' => 770,
        _ => 630,
    };
    match face {
        Face::Bold => plain * 6 / 5,
        _ => plain,
    }
}

/// The width of a text at that size.
pub(super) fn width(text: &str, size: i32, face: Face) -> i32 {
    let mille: i32 = text.chars().take(LONGEST).map(|c| advance(c, face)).sum();
    (mille * size + 999) / 1000
}

/// Nothing longer is measured: a name may be a whole paste.
const LONGEST: usize = 600;

/// The text in lines of at most that width, at most so many of them; what does not fit ends in an
/// ellipsis. Words break where they are longer than a line, after a dot, a hyphen or a slash if
/// there is one.
pub(super) fn wrap(text: &str, max: i32, size: i32, face: Face, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    let fits = |line: &str| width(line, size, face) <= max;
    for word in text.split_whitespace().take(LONGEST) {
        for piece in pieces(word, max, size, face) {
            let glue = if line.is_empty() || piece.joined {
                ""
            } else {
                " "
            };
            let longer = format!("{line}{glue}{}", piece.text);
            if fits(&longer) || line.is_empty() {
                line = longer;
            } else {
                out.push(std::mem::replace(&mut line, piece.text));
                if out.len() > lines {
                    break;
                }
            }
        }
        if out.len() > lines {
            break;
        }
    }
    if !line.is_empty() {
        out.push(line);
    }
    if out.len() > lines {
        out.truncate(lines);
        if let Some(last) = out.last_mut() {
            while !last.is_empty() && !fits(&format!("{last}\u{2026}")) {
                last.pop();
            }
            last.push('\u{2026}');
        }
    }
    out
}

/// A part of a word that fits a line.
struct Piece {
    text: String,
    /// Whether it goes on with the part before, without a space.
    joined: bool,
}

fn pieces(word: &str, max: i32, size: i32, face: Face) -> Vec<Piece> {
    if width(word, size, face) <= max && word.chars().count() <= LONGEST {
        let text = word.to_owned();
        return vec![Piece {
            text,
            joined: false,
        }];
    }
    let mut out: Vec<Piece> = Vec::new();
    let mut text = String::new();
    // Where the text may break: behind the last dot, hyphen or slash seen.
    let mut soft = 0;
    for c in word.chars().take(LONGEST) {
        text.push(c);
        if width(&text, size, face) > max && text.chars().count() > 1 {
            let at = if soft > 0 {
                soft
            } else {
                text.len() - c.len_utf8()
            };
            let rest = text.split_off(at);
            let joined = !out.is_empty();
            out.push(Piece { text, joined });
            text = rest;
            soft = 0;
        }
        if matches!(c, '.' | '-' | '/' | '_' | ':') {
            soft = text.len();
        }
    }
    let joined = !out.is_empty();
    out.push(Piece { text, joined });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_between_words() {
        let lines = wrap(
            "one two three",
            width("one two", 12, Face::Plain),
            12,
            Face::Plain,
            9,
        );
        assert_eq!(lines, ["one two", "three"]);
    }

    #[test]
    fn breaks_long_names_behind_a_dot() {
        let max = width("backend.shop.", 12, Face::Plain);
        let lines = wrap("backend.shop.contoso.com", max, 12, Face::Plain, 9);
        assert_eq!(lines, ["backend.shop.", "contoso.com"]);
    }

    #[test]
    fn ends_in_an_ellipsis_where_it_does_not_fit() {
        let name = "x".repeat(5_000);
        let lines = wrap(&name, 100, 12, Face::Plain, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('\u{2026}'));
        for line in &lines {
            assert!(width(line, 12, Face::Plain) <= 100, "{line}");
        }
    }

    #[test]
    fn a_column_narrower_than_a_character_still_ends() {
        assert_eq!(wrap("WW", 1, 12, Face::Plain, 5), ["W", "W"]);
        assert_eq!(wrap("", 1, 12, Face::Plain, 5), Vec::<String>::new());
    }
}
