//! The files of the built site, and writing them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::headers;
use crate::hosting;
use crate::html::{self, Index, Published};
use crate::offline;
use crate::page::App;
use crate::single;

/// Hex digits of a content's SHA-256 in a file's name: 64 bits, plenty against a clash.
const HASH_DIGITS: usize = 16;

/// A file of the built site.
#[derive(Debug)]
pub(crate) struct Asset {
    /// Its name in `dist/`, which has no folders.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

impl Asset {
    /// A file that keeps its name, because something outside refers to it.
    pub(crate) fn named(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.to_owned(),
            bytes: bytes.into(),
        }
    }

    /// A file named by its content (`stem-HASHending`), so that it can be cached for ever.
    pub(crate) fn hashed(stem: &str, ending: &str, bytes: &[u8]) -> Self {
        Self {
            name: format!("{stem}-{}{ending}", hash(&[bytes])),
            bytes: bytes.to_vec(),
        }
    }
}

/// All files of the site.
///
/// # Errors
/// Where a part can't be made.
pub(crate) fn assets(root: &Path, index: &Index, app: &App) -> Result<Vec<Asset>> {
    let styles = Asset::hashed("styles", ".css", shrink_styles(&index.styles).as_bytes());
    let boot = Asset::hashed("boot", ".js", shrink(&index.boot).as_bytes());
    let roots = Asset::hashed("roots", ".bin", &index.roots);
    let bindings = std::str::from_utf8(&app.js).context("the bindings are not UTF-8")?;
    let js = Asset::hashed("page", ".js", shrink(bindings).as_bytes());
    let first = Asset::hashed("page", "_bg.wasm", &app.first.bytes);
    let later = Asset::hashed("page", "_later.wasm", &app.later.bytes);

    let single_page = single::page(index, app)?;
    let single_sum = single::hex(&single_page);
    // The single file is made of everything that the page is made of.
    let version = hash(&[single_sum.as_bytes(), &app.js]);
    let page = index.published(&Published {
        styles: &styles.name,
        boot: &boot.name,
        js: &js.name,
        wasm: &first.name,
        mount: &[
            ("data-roots", &html::address(&roots.name)),
            ("data-later", &html::address(&later.name)),
            ("data-single", &html::address(single::NAME)),
            ("data-single-sha256", &single_sum),
            ("data-worker", &html::address(offline::WORKER)),
            ("data-version", &version),
        ],
        head: &format!(
            r#"<link rel="manifest" href="{}">"#,
            html::address(offline::MANIFEST)
        ),
        policy: &headers::policy_in_page(),
    })?;

    let mut assets = vec![styles, boot, roots, js, first, later];
    let offline = offline::assets(root, &version, &assets)?;
    assets.extend(offline);
    assets.push(Asset::named(
        &format!("{}.sha256", single::NAME),
        single::checksum(&single_page),
    ));
    assets.push(Asset::named(single::NAME, single_page));
    assets.extend(hosting::assets(&assets));
    assets.push(Asset::named("index.html", page));
    Ok(assets)
}

/// A script or style sheet without the comments that stand on lines of their own, indentation and
/// empty lines: what a reader of the source needs, and a browser does not.
///
/// Nothing within a line changes, so no text of a script can be hurt that does not itself
/// hold lines that look like comments.
pub(crate) fn shrink(source: &str) -> String {
    let mut lines = source.lines().map(str::trim);
    let mut short = String::new();
    while let Some(line) = lines.next() {
        if let Some(comment) = line.strip_prefix("/*") {
            match comment.split_once("*/") {
                Some((_, "")) => {}
                Some(_) => short.extend([line, "\n"]),
                None => drop(lines.by_ref().find(|line| line.ends_with("*/"))),
            }
        } else if !line.is_empty() && !line.starts_with("//") {
            short.push_str(line);
            short.push('\n');
        }
    }
    short
}

/// A style sheet without what only a reader of the source needs: [`shrink`], and no line breaks, and no spaces before
/// blocks and values either.
pub(crate) fn shrink_styles(source: &str) -> String {
    let mut short = String::new();
    for line in shrink(source).lines() {
        if let Some((property, value)) = line.split_once(": ").filter(|_| line.ends_with(';')) {
            short.extend([property, ":", value]);
        } else if let Some(selector) = line.strip_suffix(" {") {
            short.extend([selector, "{"]);
        } else {
            short.push_str(line);
            // A value or a list of selectors goes on, where no comma says so.
            if !line.ends_with(['{', '}', ';', ',']) {
                short.push(' ');
            }
        }
    }
    short
}

/// A hash over all parts, as it stands in names.
pub(crate) fn hash(parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part);
    }
    let hex: String = digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    hex.chars().take(HASH_DIGITS).collect()
}

/// Whether a name holds a hash of its content.
pub(crate) fn has_hash(name: &str) -> bool {
    name.split(['-', '_', '.'])
        .skip(1)
        .any(|part| part.len() == HASH_DIGITS && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Makes `dist` hold these files and no other.
///
/// The page itself is written last, and what it no longer names is removed after that: a
/// server of the folder never hands out a page whose parts aren't there.
///
/// # Errors
/// Where a file can't be read, written or removed.
pub(crate) fn write(dist: &Path, assets: &[Asset]) -> Result<()> {
    let (pages, parts): (Vec<_>, Vec<_>) = assets
        .iter()
        .partition(|asset| asset.name.ends_with(".html"));
    fs::create_dir_all(dist).with_context(|| format!("can't make {}", dist.display()))?;
    for asset in parts.into_iter().chain(pages) {
        let path = dist.join(&asset.name);
        fs::write(&path, &asset.bytes)
            .with_context(|| format!("can't write {}", path.display()))?;
    }
    for entry in fs::read_dir(dist)? {
        let entry = entry?;
        if assets.iter().any(|asset| *asset.name == entry.file_name()) {
            continue;
        }
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(&path)
        } else {
            fs::remove_file(&path)
        }
        .with_context(|| format!("can't remove {}", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_follows_the_content() {
        let one = Asset::hashed("page", "_bg.wasm", b"one");
        let other = Asset::hashed("page", "_bg.wasm", b"other");
        assert_ne!(one.name, other.name);
        assert_eq!(one.name, "page-7692c3ad3540bb80_bg.wasm");
        assert!(has_hash(&one.name));
    }

    #[test]
    fn only_what_nobody_runs_is_left_out() {
        let source = "// why\n/** what\n * and more */\nlet a = 'b'; // stays\n\n  /* c */\n  /* d */ a();\n";
        assert_eq!(shrink(source), "let a = 'b'; // stays\n/* d */ a();\n");
        assert_eq!(shrink("a {\n  b: c;\n}\n/* open"), "a {\nb: c;\n}\n");
    }

    #[test]
    fn styles_lose_their_spaces_and_keep_their_texts() {
        let source = "a,\n.b :is(p, ul) {\n  c: d e;\n  content: attr(f) \": \";\n}\n@media (width < 4rem) {\n  g {\n    h:\n      i\n      j;\n  }\n}\n";
        assert_eq!(
            shrink_styles(source),
            "a,.b :is(p, ul){c:d e;content:attr(f) \": \";}@media (width < 4rem){g{h: i j;}}"
        );
    }

    #[test]
    fn plain_names_hold_no_hash() {
        for name in ["index.html", "boot.js", "page-base.css", "page_bg.wasm"] {
            assert!(!has_hash(name), "{name}");
        }
    }

    #[test]
    fn writing_leaves_nothing_of_the_build_before() {
        let dist = std::env::temp_dir().join(format!("appgw-doctor-site-{}", std::process::id()));
        write(
            &dist,
            &[
                Asset::named("index.html", "old"),
                Asset::named("old.js", "old"),
            ],
        )
        .unwrap();
        fs::create_dir(dist.join("folder")).unwrap();
        write(&dist, &[Asset::named("index.html", "new")]).unwrap();

        let names: Vec<_> = fs::read_dir(&dist)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(names, ["index.html"]);
        assert_eq!(fs::read(dist.join("index.html")).unwrap(), b"new");
        fs::remove_dir_all(&dist).unwrap();
    }
}
