//! What the program is made of, held to the lists of `deny.toml`. They are written as cargo-deny
//! reads them, but a tool that takes minutes to build is too much to ask for three lists.

use std::collections::HashSet;
use std::fs;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::command;

/// Checks licences, sources and banned crates of everything that ships.
///
/// # Errors
/// Where something is not allowed, each with the reason; where cargo does not tell.
pub(crate) fn check() -> Result<()> {
    let path = crate::root().join("deny.toml");
    let text = fs::read_to_string(&path).context("can't read deny.toml")?;
    let policy: Value = basic_toml::from_str(&text).context("can't read deny.toml")?;
    let mut cargo = command::cargo();
    cargo.args(["metadata", "--format-version=1", "--features=split"]);
    let metadata = serde_json::from_str(&command::output(&mut cargo)?)?;
    let (count, wrong) = judge(&policy, &metadata);
    ensure!(count > 1, "`cargo metadata` names no dependencies");
    for one in &wrong {
        println!("    {one}");
    }
    if !wrong.is_empty() {
        bail!("{} against deny.toml", wrong.len());
    }
    println!("    {count} packages ship, each as deny.toml allows");
    Ok(())
}

/// How many packages ship, and what is wrong with them.
fn judge(policy: &Value, metadata: &Value) -> (usize, Vec<String>) {
    let ships = shipped(metadata);
    let mut wrong = Vec::new();
    let packages = list(&metadata["packages"]);
    for package in packages.filter(|package| ships.contains(text(&package["id"]))) {
        let name = format!("{} {}", text(&package["name"]), text(&package["version"]));
        if let Some(source) = package["source"].as_str() {
            let known = source.strip_prefix("registry+").is_some_and(|address| {
                list(at(policy, "/sources/allow-registry")).any(|known| text(known) == address)
            });
            if !known {
                wrong.push(format!("{name} comes from {source}"));
            }
        }
        let licence = text(&package["license"]);
        let allowed = |id: &str| list(at(policy, "/licenses/allow")).any(|known| text(known) == id);
        if !is_allowed(licence, &allowed) {
            wrong.push(format!("{name} has the licence {licence:?}"));
        }
        let mut banned = list(at(policy, "/bans/deny"));
        if let Some(ban) = banned.find(|ban| ban["crate"] == package["name"]) {
            wrong.push(format!("{name} is banned: {}", text(&ban["reason"])));
        }
    }
    (ships.len(), wrong)
}

/// The ids of the packages that the default members become: what they depend on, and so on, but
/// not for tests or for building.
fn shipped(metadata: &Value) -> HashSet<&str> {
    let mut found = HashSet::new();
    let mut open: Vec<&str> = list(&metadata["workspace_default_members"])
        .map(text)
        .collect();
    while let Some(id) = open.pop() {
        if !found.insert(id) {
            continue;
        }
        let node = list(at(metadata, "/resolve/nodes")).find(|node| node["id"] == id);
        let dependencies = node.map(|node| list(&node["deps"])).into_iter().flatten();
        let normal =
            dependencies.filter(|one| list(&one["dep_kinds"]).any(|kind| kind["kind"].is_null()));
        open.extend(normal.map(|one| text(&one["pkg"])));
    }
    found
}

fn at<'a>(value: &'a Value, pointer: &str) -> &'a Value {
    value.pointer(pointer).unwrap_or(&Value::Null)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Whether an SPDX expression can be met with allowed licences alone. An exception (`WITH`) only
/// ever allows more.
fn is_allowed(expression: &str, allowed: &dyn Fn(&str) -> bool) -> bool {
    // The slash is how crates wrote OR before SPDX.
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    let met = either(&mut rest, allowed);
    met == Some(true) && rest.is_empty()
}

fn either(words: &mut &[&str], allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let mut met = both(words, allowed)?;
    while let ["OR", rest @ ..] = *words {
        *words = rest;
        met |= both(words, allowed)?;
    }
    Some(met)
}

fn both(words: &mut &[&str], allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let mut met = one(words, allowed)?;
    while let ["AND", rest @ ..] = *words {
        *words = rest;
        met &= one(words, allowed)?;
    }
    Some(met)
}

/// A licence or what stands in brackets; `None` where the expression is none.
fn one(words: &mut &[&str], allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    match *words {
        ["(", rest @ ..] => {
            *words = rest;
            let met = either(words, allowed)?;
            let [")", rest @ ..] = *words else {
                return None;
            };
            *words = rest;
            Some(met)
        }
        [id, "WITH", _, rest @ ..] => {
            *words = rest;
            Some(allowed(id))
        }
        [id, rest @ ..] if !matches!(*id, "OR" | "AND" | "WITH" | ")") => {
            *words = rest;
            Some(allowed(id))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn licences_are_read_as_spdx_has_them() {
        let allowed = |id: &str| matches!(id, "MIT" | "Unicode-3.0");
        for good in [
            "MIT",
            "Apache-2.0/MIT",
            "GPL-3.0 OR MIT",
            "(MIT OR GPL-3.0) AND Unicode-3.0",
            "GPL-3.0 AND GPL-2.0 OR MIT",
            "MIT WITH LLVM-exception",
        ] {
            assert!(is_allowed(good, &allowed), "{good}");
        }
        for bad in [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "MIT AND (GPL-3.0 OR Apache-2.0)",
            "MIT MIT",
            "MIT OR",
            "(MIT",
            "MIT)",
            "AND MIT",
        ] {
            assert!(!is_allowed(bad, &allowed), "{bad}");
        }
    }

    fn package(name: &str, licence: &str, source: Value) -> Value {
        json!({ "id": name, "name": name, "version": "1.0.0", "license": licence, "source": source })
    }

    #[test]
    fn what_ships_is_held_to_the_lists_and_nothing_else() {
        let registry = "https://index.example/";
        let policy = json!({
            "licenses": { "allow": ["MIT"] },
            "bans": { "deny": [ { "crate": "regex", "reason": "too large" } ] },
            "sources": { "allow-registry": [registry] },
        });
        let known = json!(format!("registry+{registry}"));
        let needs =
            |name: &str, kind: Value| json!({ "pkg": name, "dep_kinds": [ { "kind": kind } ] });
        let metadata = json!({
            "workspace_default_members": ["app"],
            "packages": [
                package("app", "MIT", Value::Null),
                package("good", "MIT", known.clone()),
                package("regex", "MIT", known.clone()),
                package("copyleft", "GPL-3.0", known.clone()),
                package("forked", "MIT", json!("git+https://git.example/forked")),
                package("tests-only", "GPL-3.0", known),
            ],
            "resolve": { "nodes": [
                { "id": "app", "deps": [ needs("good", Value::Null), needs("tests-only", json!("dev")) ] },
                { "id": "good", "deps": [ needs("regex", Value::Null), needs("copyleft", Value::Null), needs("forked", Value::Null), needs("good", Value::Null) ] },
            ] },
        });
        let (count, wrong) = judge(&policy, &metadata);
        assert_eq!(count, 5);
        assert_eq!(
            wrong,
            [
                "regex 1.0.0 is banned: too large",
                "copyleft 1.0.0 has the licence \"GPL-3.0\"",
                "forked 1.0.0 comes from git+https://git.example/forked",
            ]
        );
    }
}
