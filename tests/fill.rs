//! Names come out of pastes: whatever they hold, they stay inside their word of a command.

use appgw_doctor::guide::command::{Filled, Shell, fill_template, quote};
use proptest::prelude::*;

/// Fills one value into the template.
fn fill(template: &str, shell: Shell, value: &str) -> Filled {
    fill_template(template, shell, |_| Some(vec![value.to_owned()]))
}

/// Splits a line into words as POSIX says (2.2 Quoting, 2.3 Token Recognition), as far as the
/// templates go: blanks and single quotes; `None` where a bare character has a meaning.
fn posix_words(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            ' ' => words.extend(word.take()),
            '\'' => {
                let word = word.get_or_insert_with(String::new);
                loop {
                    match chars.next()? {
                        '\'' => break,
                        c => word.push(c),
                    }
                }
            }
            '\\' => word.get_or_insert_with(String::new).push(chars.next()?),
            c if c.is_ascii_alphanumeric() || "-._/:@=<>".contains(c) => {
                word.get_or_insert_with(String::new).push(c);
            }
            _ => return None,
        }
    }
    words.extend(word);
    Some(words)
}

/// Splits a line into words as PowerShell's argument mode does (about_Parsing, about_Quoting_Rules),
/// as far as the templates go: any of five single quotes delimits, a doubled one stands for itself.
fn powershell_words(line: &str) -> Option<Vec<String>> {
    let is_quote = |c: char| "'\u{2018}\u{2019}\u{201A}\u{201B}".contains(c);
    let mut words = Vec::new();
    let mut chars = line.chars().peekable();
    while let Some(&c) = chars.peek() {
        if c == ' ' || c == ',' {
            chars.next();
        } else if is_quote(c) {
            chars.next();
            let mut word = String::new();
            loop {
                let c = chars.next()?;
                if is_quote(c) {
                    if !chars.peek().copied().is_some_and(is_quote) {
                        break;
                    }
                    chars.next();
                }
                word.push(c);
            }
            if chars.peek().is_some_and(|c| !" ,".contains(*c)) {
                return None;
            }
            words.push(word);
        } else {
            let mut word = String::new();
            while let Some(c) = chars.next_if(|c| !" ,".contains(*c)) {
                if !(c.is_ascii_alphanumeric() || "-.<>".contains(c)) {
                    return None;
                }
                word.push(c);
            }
            words.push(word);
        }
    }
    Some(words)
}

/// Characters that some shell gives a meaning to, among others.
fn hostile() -> impl Strategy<Value = String> {
    let signs: Vec<char> =
        "'\"`$(){}[]|&;<>\\ %!*?~#^,=\u{2018}\u{2019}\u{201A}\u{201B}\u{201C}\u{2013}a0-@\n"
            .chars()
            .collect();
    prop_oneof![
        any::<String>(),
        proptest::collection::vec(prop::sample::select(signs), 0..24).prop_map(String::from_iter),
    ]
}

proptest! {
    #[test]
    fn a_name_is_one_posix_word(name in hostile()) {
        let filled = fill("az show -n <gateway> --yes", Shell::AzureCli, &name);
        let words = posix_words(&filled.text).unwrap();
        match filled.missing.as_slice() {
            [] => prop_assert_eq!(words, ["az", "show", "-n", name.as_str(), "--yes"]),
            _ => prop_assert_eq!(words, ["az", "show", "-n", "<gateway>", "--yes"]),
        }
    }

    #[test]
    fn a_name_is_one_powershell_word(name in hostile()) {
        let filled = fill("Get-X -Name <gateway> -Force", Shell::PowerShell, &name);
        let words = powershell_words(&filled.text).unwrap();
        match filled.missing.as_slice() {
            [] => prop_assert_eq!(words, ["Get-X", "-Name", name.as_str(), "-Force"]),
            _ => prop_assert_eq!(words, ["Get-X", "-Name", "<gateway>", "-Force"]),
        }
    }

    #[test]
    fn the_command_prompt_gets_plain_names_only(name in hostile()) {
        if let Some(word) = quote(&name, Shell::WindowsPrompt) {
            prop_assert_eq!(&word, &name);
            prop_assert!(word.chars().all(|c| c.is_ascii_alphanumeric() || "._/:@-".contains(c)));
        }
    }
}

/// The splitter above is our own reading of POSIX: the shell itself agrees.
#[cfg(unix)]
#[test]
fn a_real_shell_agrees() {
    let names = [
        "agw-shop",
        "it's",
        "$(touch x)",
        "`id`",
        "a;b|c&d",
        "\"'\"'\"",
        "\\",
        "\\'",
        "*?[a]",
        "~root",
        "a  b ",
        "\u{2019}$HOME\u{2019}",
        "#x",
        "!!",
    ];
    for name in names {
        let filled = fill("printf '%s|' a <gateway> b", Shell::Posix, name);
        assert!(filled.missing.is_empty(), "{name}");
        let output = std::process::Command::new("sh")
            .args(["-c", &filled.text])
            .output()
            .unwrap();
        assert_eq!(
            String::from_utf8(output.stdout).unwrap(),
            format!("a|{name}|b|"),
            "{}",
            filled.text
        );
    }
}

#[test]
fn what_no_quoting_makes_safe_is_left_out() {
    for name in [
        "",
        "--help",
        "@/etc/passwd",
        "a\nb",
        "a\u{1b}[201~b",
        "a\u{202e}b",
    ] {
        let filled = fill("az show -n <gateway>", Shell::AzureCli, name);
        assert_eq!(filled.text, "az show -n <gateway>", "{name:?}");
        assert_eq!(filled.missing, ["gateway"], "{name:?}");
    }
}

#[test]
fn a_list_becomes_words() {
    let members = |_: &str| Some(vec!["10.0.0.4".to_owned(), "a b".to_owned()]);
    let filled = fill_template("az x --servers <members>", Shell::AzureCli, members);
    assert_eq!(filled.text, "az x --servers 10.0.0.4 'a b'");
    let filled = fill_template("X -Servers <members>", Shell::PowerShell, members);
    assert_eq!(filled.text, "X -Servers '10.0.0.4', 'a b'");
    let none = fill_template("az x --roots <root-names> new", Shell::AzureCli, |_| {
        Some(Vec::new())
    });
    assert_eq!(none.text, "az x --roots new");
    assert!(none.missing.is_empty());
}

#[test]
fn what_is_no_placeholder_is_left_alone() {
    let filled = fill(
        "curl <not-a-name> < in <<gateway>> </dev/null",
        Shell::Posix,
        "g",
    );
    assert_eq!(filled.text, "curl <not-a-name> < in <g> </dev/null");
    let none = fill_template("<pool> <gateway> <pool>", Shell::Posix, |_| None);
    assert_eq!(none.text, "<pool> <gateway> <pool>");
    assert_eq!(none.missing, ["pool", "gateway"]);
}
