//! Text that people read stands in `src/english/` and nowhere else: so it can be translated there,
//! and found there.
//!
//! What looks like a sentence, or stands as a text of the page, is refused in every other source of
//! the program. `prose.toml` has what looks like one and is none, each with the reason.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use serde_json::Value;
use syn::Lit;

/// Where the texts are, seen from the project's folder.
const HOME: &str = "src/english";

/// A literal that looks like text for people.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    line: usize,
    text: String,
}

/// Refuses text for people outside its place.
///
/// # Errors
/// Where there is some, each with its place; where an exception is not needed any more.
pub(crate) fn check() -> Result<()> {
    let root = crate::root();
    let path = root.join("xtask/prose.toml");
    let exceptions = fs::read_to_string(&path).context("can't read xtask/prose.toml")?;
    let exceptions: Value =
        basic_toml::from_str(&exceptions).context("can't read xtask/prose.toml")?;
    let mut exceptions = Exceptions::of(&exceptions)?;
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files)?;
    files.sort();
    let mut wrong = Vec::new();
    for file in &files {
        let name = file.strip_prefix(&root).unwrap_or(file);
        let name = name.to_string_lossy().replace('\\', "/");
        if name.starts_with(HOME) {
            continue;
        }
        let source = fs::read_to_string(file)?;
        let found = in_source(&source).with_context(|| format!("can't read {name}"))?;
        for Found { line, text } in found {
            if !exceptions.cover(&name, &text) {
                wrong.push(format!("{name}:{line}: {text:?}"));
            }
        }
    }
    let idle = exceptions.idle();
    for one in &wrong {
        println!("    {one}");
    }
    for one in &idle {
        println!("    not needed any more in xtask/prose.toml: {one}");
    }
    match (wrong.len(), idle.len()) {
        (0, 0) => Ok(()),
        (0, _) => bail!("exceptions that nothing needs"),
        (count, _) => bail!(
            "{count} texts stand outside {HOME}: move them there (CONTRIBUTING.md, \"Text\"), or say in xtask/prose.toml why they are none"
        ),
    }
}

/// Every Rust source in a folder but those that are tests.
fn sources(folder: &Path, into: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, into)?;
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && path.file_name().is_some_and(|name| name != "tests.rs")
        {
            into.push(path);
        }
    }
    Ok(())
}

/// What looks like text for people, and is none.
struct Exceptions {
    /// A file or folder, and the texts in it that are meant: all of them if there are none.
    listed: Vec<(String, Vec<String>)>,
    used: BTreeSet<(usize, usize)>,
}

impl Exceptions {
    fn of(list: &Value) -> Result<Self> {
        let mut listed = Vec::new();
        for one in list["exception"].as_array().into_iter().flatten() {
            let path = one["path"].as_str().context("an exception has a path")?;
            one["reason"]
                .as_str()
                .context("an exception has a reason")?;
            let texts = one["texts"].as_array().into_iter().flatten();
            let texts = texts.filter_map(Value::as_str).map(str::to_owned);
            listed.push((path.to_owned(), texts.collect()));
        }
        Ok(Self {
            listed,
            used: BTreeSet::new(),
        })
    }

    /// Whether a text in that file is one of them.
    fn cover(&mut self, file: &str, text: &str) -> bool {
        for (index, (path, texts)) in self.listed.iter().enumerate() {
            let inside = file.strip_prefix(path.as_str());
            if !inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
                continue;
            }
            let place = texts.iter().position(|known| known == text);
            if let Some(place) = place.or(texts.is_empty().then_some(0)) {
                self.used.insert((index, place));
                return true;
            }
        }
        false
    }

    /// Those that covered nothing.
    fn idle(&self) -> Vec<String> {
        let mut idle = Vec::new();
        for (index, (path, texts)) in self.listed.iter().enumerate() {
            for place in 0..texts.len().max(1) {
                if !self.used.contains(&(index, place)) {
                    let text = texts.get(place).map(|text| format!(": {text:?}"));
                    idle.push(format!("{path}{}", text.unwrap_or_default()));
                }
            }
        }
        idle
    }
}

/// What looks like text for people in one source, tests left out.
fn in_source(source: &str) -> Result<Vec<Found>> {
    let tokens: TokenStream = source
        .parse()
        .map_err(|_| anyhow::anyhow!("it is no Rust"))?;
    let mut found = Vec::new();
    walk(tokens, Inside::Code, &mut found);
    Ok(found)
}

/// What the tokens are a part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Code,
    /// The elements of an `html!`.
    Markup,
    /// The value of an attribute whose name no person sees.
    Attribute,
    /// What is handed to a text, or put together in the markup: a single word is one, too.
    Said,
}

/// Attributes that are read out or shown; every other one is for the browser.
const SHOWN: [&str; 10] = [
    "label",
    "title",
    "placeholder",
    "alt",
    "of",
    "description",
    "valuetext",
    "roledescription",
    "summary",
    "heading",
];

/// Modules of texts: what their functions take is read, too.
const TEXTS: [&str; 3] = ["say", "common", "words"];

/// Macros and methods that speak to whoever works on the program; `under` cites a document's heading.
const NOT_SAID: [&str; 9] = [
    "panic",
    "unreachable",
    "assert",
    "assert_eq",
    "assert_ne",
    "debug_assert",
    "debug_assert_eq",
    "expect",
    "under",
];

fn walk(tokens: TokenStream, inside: Inside, found: &mut Vec<Found>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let punctuation = |index: usize, sign: char| matches!(tokens.get(index), Some(TokenTree::Punct(mark)) if mark.as_char() == sign);
    let word = |index: usize| match tokens.get(index) {
        Some(TokenTree::Ident(word)) => word.to_string(),
        _ => String::new(),
    };
    let mut skipped = 0;
    for (index, token) in tokens.iter().enumerate() {
        if index < skipped {
            continue;
        }
        let before = |back: usize| index.checked_sub(back).unwrap_or(usize::MAX);
        match token {
            // `#[…]` and `#![…]`; what is only there for tests goes with the attribute.
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                let group = index + 1 + usize::from(punctuation(index + 1, '!'));
                if let Some(TokenTree::Group(group_of)) = tokens.get(group) {
                    let text = group_of.stream().to_string().replace(' ', "");
                    if group_of.delimiter() == Delimiter::Bracket {
                        skipped = group + 1;
                        if text == "cfg(test)" {
                            skipped = end_of_item(&tokens, skipped);
                        }
                    }
                }
            }
            TokenTree::Group(group) => {
                let called = if punctuation(before(1), '!') {
                    word(before(2))
                } else {
                    word(before(1))
                };
                if NOT_SAID.contains(&called.as_str()) {
                    continue;
                }
                let is_value = inside == Inside::Markup && punctuation(before(1), '=');
                let is_macro = punctuation(before(1), '!');
                let to_text = group.delimiter() == Delimiter::Parenthesis
                    && punctuation(before(2), ':')
                    && TEXTS.contains(&word(before(4)).as_str());
                let is_put_together = called == "format"
                    && is_macro
                    && matches!(inside, Inside::Markup | Inside::Said);
                let inner = match inside {
                    _ if called == "html" && is_macro => Inside::Markup,
                    Inside::Attribute => inside,
                    _ if to_text || is_put_together => Inside::Said,
                    _ if is_value && !SHOWN.contains(&word(before(2)).as_str()) => {
                        Inside::Attribute
                    }
                    // Statements and calls in the markup are code again.
                    Inside::Markup | Inside::Said if group.delimiter() != Delimiter::Brace => {
                        Inside::Code
                    }
                    same => same,
                };
                walk(group.stream(), inner, found);
            }
            TokenTree::Literal(literal) => {
                let Lit::Str(text) = Lit::new(literal.clone()) else {
                    continue;
                };
                let text = text.value();
                let is_text = match inside {
                    Inside::Attribute => false,
                    Inside::Said => has_word(&text),
                    Inside::Markup if punctuation(before(1), '=') => {
                        SHOWN.contains(&word(before(2)).as_str()) && has_word(&text)
                    }
                    Inside::Markup if tokens.len() == 1 => has_word(&text),
                    _ => is_prose(&text),
                };
                if is_text {
                    let line = literal.span().start().line;
                    found.push(Found { line, text });
                }
            }
            _ => {}
        }
    }
}

/// Where the item that begins there ends: behind its `;` or its braces.
fn end_of_item(tokens: &[TokenTree], begin: usize) -> usize {
    let ends = |token: &TokenTree| match token {
        TokenTree::Punct(mark) => mark.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    let rest = tokens.iter().skip(begin);
    begin + 1 + rest.take_while(|token| !ends(token)).count()
}

fn has_word(text: &str) -> bool {
    let text = without_values(text);
    let mut letters = text.split(|c: char| !c.is_alphabetic());
    letters.any(|run| run.chars().count() > 1)
}

/// Whether two words stand beside one another, one of them in small letters, as in a sentence;
/// or a word before what `format!` puts in.
fn is_prose(text: &str) -> bool {
    let text = without_values(text);
    let kinds: Vec<Word> = text.split_whitespace().map(Word::of).collect();
    kinds.windows(2).any(|pair| {
        matches!(
            pair,
            [
                Word::Small,
                Word::Small | Word::Title | Word::Great | Word::Value
            ] | [Word::Title | Word::Great | Word::Value, Word::Small]
                | [Word::Title, Word::Value]
        )
    })
}

/// A text with a mark in place of each value that `format!` puts in.
fn without_values(text: &str) -> String {
    let mut text = text.to_owned();
    while let Some((before, rest)) = text.split_once('{') {
        let Some((_, after)) = rest.split_once('}') else {
            break;
        };
        text = format!("{before}\u{0}{after}");
    }
    text
}

/// What a word looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    /// Letters, all small; more than one.
    Small,
    /// The first letter great, the others small.
    Title,
    /// Letters in any other mixture, or a single one.
    Great,
    /// What is put in.
    Value,
    /// Anything else: code, numbers, signs.
    Other,
}

impl Word {
    fn of(word: &str) -> Self {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\u{0}' && c != '-');
        let letters = word.chars().filter(|c| !matches!(c, '\'' | '\u{2019}'));
        let small = |letters: usize, from: usize| {
            letters > 1
                && word
                    .chars()
                    .skip(from)
                    .all(|c| c.is_lowercase() || !c.is_alphabetic())
        };
        if word.is_empty() {
            Self::Other
        } else if word.chars().all(|c| c == '\u{0}') {
            Self::Value
        } else if !letters.clone().all(char::is_alphabetic) {
            Self::Other
        } else if small(letters.clone().count(), 0) {
            Self::Small
        } else if small(letters.count(), 1) {
            Self::Title
        } else {
            Self::Great
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        let found = in_source(source).expect("the source is Rust");
        found.into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn sentences_are_prose_and_names_are_not() {
        for text in [
            "Look at all of it",
            "IP addresses",
            "and {} more",
            "{well} of {all} healthy",
            " of {what}",
            "line {line}",
            "can\u{2019}t tell",
            "What if\u{2026}",
        ] {
            assert!(is_prose(text), "{text}");
        }
        for text in [
            "",
            "panel",
            "hit-count",
            "{a}: {b}",
            "application/json",
            "Standard_v2",
            "-----BEGIN CERTIFICATE-----",
            "Microsoft.Network/virtualNetworks",
            "{} {}",
            "M5 1h5 2",
        ] {
            assert!(!is_prose(text), "{text}");
        }
    }

    #[test]
    fn texts_of_the_page_are_found_whatever_they_look_like() {
        let source = r##"
            fn view() -> Html {
                html! {
                    <nav class="crumbs wide" aria-label="Breadcrumb">
                        <a href="#/">{ "Results" }</a>{ ", " }{ say::TITLE }
                        <p class={if narrow { "one two" } else { "three" }}>{ "403" }</p>
                        { if ready { "Ready" } else { say::NOT_READY } }
                        { row("Subject") }
                        <Copy label={format!("Copy {of}")} />
                        <input class={format!("field {kind}")} placeholder="Filter" aria-description={format!("{n}KB")} />
                        <p title={if narrow { "Wide" } else { "Narrow" }} id="long-one">{ format!("{n} Servers") }</p>
                        for name in say::NAMES { <i class="name">{ name }</i> }
                        { say::and_more(words::count(more, "server")) }{ say::of(server.value("name")) }
                    </nav>
                }
            }
        "##;
        assert_eq!(
            texts(source),
            [
                "Breadcrumb",
                "Results",
                "Ready",
                "Copy {of}",
                "Filter",
                "{n}KB",
                "Wide",
                "Narrow",
                "{n} Servers",
                "server",
            ]
        );
    }

    #[test]
    fn tests_attributes_comments_and_developers_are_left_alone() {
        let source = r#"
            //! A whole sentence.
            /// Another one.
            #[allow(dead_code, reason = "it is needed below")]
            fn one() { assert!(true, "this must hold"); option.expect("there is one"); }
            #[cfg(test)]
            mod tests { const TEXT: &str = "a test says this"; }
            #[cfg(test)]
            use some::thing;
            const AFTER: &str = "but this is said";
        "#;
        assert_eq!(texts(source), ["but this is said"]);
    }

    #[test]
    fn an_exception_covers_its_texts_and_is_missed_when_idle() {
        let list: Value = basic_toml::from_str(
            "[[exception]]\npath = \"src/a.rs\"\ntexts = [\"one two\", \"three four\"]\nreason = \"r\"\n[[exception]]\npath = \"src/b\"\nreason = \"r\"",
        )
        .expect("the list is TOML");
        let mut list = Exceptions::of(&list).expect("the list is whole");
        assert!(list.cover("src/a.rs", "one two"));
        assert!(!list.cover("src/a.rs", "five six"));
        assert!(list.cover("src/b/c.rs", "anything at all"));
        assert!(!list.cover("src/bc.rs", "anything at all"));
        assert_eq!(list.idle(), ["src/a.rs: \"three four\""]);
    }
}
