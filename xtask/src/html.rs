//! `index.html`, as it is written and as it is published.
//!
//! The file names its parts as Trunk wants them named (`<link data-trunk …>`), so that either
//! builds the same page. What is known here is what the file uses; anything else is an error
//! instead of a difference between the two.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail, ensure};
use lol_html::html_content::{ContentType, Element};
use lol_html::{ElementContentHandlers, RewriteStrSettings, Selector, rewrite_str};

/// The script that starts the page; Trunk's `pattern_script` says the same.
const START: &str = r#"<script type="module" src="{base}boot.js" data-app-js="{base}{js}" data-app-wasm="{base}{wasm}"></script>"#;

/// Stands where the addresses of the page's parts start: relative, so that the site works
/// under any path of any host.
const BASE: &str = "./";

/// `index.html` and the parts that it names.
#[derive(Debug)]
pub(crate) struct Index {
    html: String,
    /// All style sheets, in their order.
    pub(crate) styles: String,
    /// What starts the page.
    pub(crate) boot: String,
    /// The list of public roots.
    pub(crate) roots: Vec<u8>,
}

/// The names of the published page's parts, and what it says of itself.
pub(crate) struct Published<'a> {
    pub(crate) styles: &'a str,
    pub(crate) boot: &'a str,
    pub(crate) js: &'a str,
    pub(crate) wasm: &'a str,
    /// Attributes of the page's mount.
    pub(crate) mount: &'a [(&'static str, &'a str)],
    /// More of the head.
    pub(crate) head: &'a str,
    /// The content security policy, for hosts that send no header.
    pub(crate) policy: &'a str,
}

impl Index {
    /// Reads it and its parts.
    ///
    /// # Errors
    /// Where a part is missing, or `index.html` asks for something that isn't known here.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let html = fs::read_to_string(root.join("index.html")).context("can't read index.html")?;
        let read = |href: &str| {
            let path = root.join(href);
            fs::read(&path).with_context(|| format!("can't read {}", path.display()))
        };
        Self::parse(html, read).context("index.html can't be built")
    }

    /// [`Self::read`], with the files that are named coming from `read`.
    fn parse(html: String, read: impl Fn(&str) -> Result<Vec<u8>>) -> Result<Self> {
        let (mut styles, mut boot, mut roots) = (String::new(), None, None);
        let mut starts = 0;
        rewrite(&html, "[data-trunk]", |link| {
            let kind = attribute(link, "rel")?;
            if kind == "rust" {
                starts += 1;
                return Ok(());
            }
            let href = attribute(link, "href")?;
            match (kind.as_str(), href.rsplit_once('.')) {
                ("css", _) => {
                    ensure!(
                        link.get_attribute("media").is_none(),
                        "`{href}` is joined with the others: its media belong into it"
                    );
                    styles.push_str(&text(&href, read(&href)?)?);
                    styles.push('\n');
                }
                ("copy-file", Some((_, "js"))) => boot = Some(text(&href, read(&href)?)?),
                ("copy-file", Some((_, "bin"))) => roots = Some(read(&href)?),
                _ => bail!(
                    "`rel=\"{kind}\"` of `{href}` isn't known: expected rust, css, or copy-file of a .js or .bin"
                ),
            }
            Ok(())
        })?;
        ensure!(
            starts == 1,
            "expected one <link data-trunk rel=\"rust\">, found {starts}"
        );
        Ok(Self {
            styles,
            boot: boot.context("no copy-file brings a .js, to start the page")?,
            roots: roots.context("no copy-file brings a .bin, the public roots")?,
            html,
        })
    }

    /// The page whose parts are files beside it.
    ///
    /// # Errors
    /// Where the file can't be rewritten.
    pub(crate) fn published(&self, names: &Published<'_>) -> Result<String> {
        let start = START
            .replace("boot.js", names.boot)
            .replace("{base}", BASE)
            .replace("{js}", names.js)
            .replace("{wasm}", names.wasm);
        let head = format!(
            r#"{styles}{more}<link rel="modulepreload" href="{BASE}{js}" crossorigin="anonymous"><link rel="preload" href="{BASE}{wasm}" crossorigin="anonymous" as="fetch" type="application/wasm">{start}"#,
            styles = format_args!(r#"<link rel="stylesheet" href="{BASE}{}">"#, names.styles),
            more = names.head,
            js = names.js,
            wasm = names.wasm,
        );
        self.filled(names.policy, &head, names.mount, "")
    }

    /// The page with all its parts in it.
    ///
    /// # Errors
    /// Where the file can't be rewritten.
    pub(crate) fn whole(&self, policy: &str, styles: &str, body: &str) -> Result<String> {
        let styles = format!("<style>{styles}</style>");
        self.filled(policy, &styles, &[], body)
    }

    /// `index.html` with its links to parts replaced.
    fn filled(
        &self,
        policy: &str,
        head: &str,
        mount: &[(&'static str, &str)],
        body: &str,
    ) -> Result<String> {
        // After the encoding, which has to come first, and before anything that is loaded.
        let meta = format!(r#"<meta http-equiv="Content-Security-Policy" content="{policy}">"#);
        let html = rewrite(&self.html, "meta[charset]", |charset| {
            charset.after(&meta, ContentType::Html);
            Ok(())
        })?;
        let html = rewrite(&html, "[data-trunk]", |link| {
            link.remove();
            Ok(())
        })?;
        let html = rewrite(&html, "head", |element| {
            element.append(head, ContentType::Html);
            Ok(())
        })?;
        let html = rewrite(&html, "#app", |element| {
            element.remove_attribute("data-roots");
            for (name, value) in mount {
                element.set_attribute(name, value)?;
            }
            Ok(())
        })?;
        let html = rewrite(&html, "body", |element| {
            element.append(body, ContentType::Html);
            Ok(())
        })?;
        ensure!(html.contains(&meta), "<meta charset> is missing");
        Ok(html)
    }
}

/// Where a part of the page is, seen from the page.
pub(crate) fn address(name: &str) -> String {
    format!("{BASE}{name}")
}

/// Rewrites each element that a selector finds.
fn rewrite(
    html: &str,
    selector: &str,
    mut change: impl FnMut(&mut Element<'_, '_>) -> Result<()>,
) -> Result<String> {
    let parsed: Selector = selector
        .parse()
        .map_err(|error| anyhow!("selector `{selector}`: {error}"))?;
    let settings = RewriteStrSettings::new().append_element_content_handler((
        Cow::Owned(parsed),
        ElementContentHandlers::default()
            .element(|element: &mut Element<'_, '_>| Ok(change(element)?)),
    ));
    rewrite_str(html, settings).map_err(|error| anyhow!("{error}"))
}

fn text(href: &str, bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).with_context(|| format!("`{href}` is not UTF-8"))
}

/// An attribute that has to be there.
fn attribute(element: &Element<'_, '_>, name: &str) -> Result<String> {
    element
        .get_attribute(name)
        .with_context(|| format!("a <{} data-trunk> has no `{name}`", element.tag_name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUST: &str = r#"<link data-trunk rel="rust" data-bin="page">"#;

    /// A small page with these links, and what it is made of.
    fn parse(links: &str) -> Result<Index> {
        let html = format!(
            r#"<head><meta charset="utf-8">{links}</head><body><div id="app" data-roots="roots.bin"></div></body>"#
        );
        Index::parse(html, |href| Ok(format!("content of {href};").into()))
    }

    fn links() -> String {
        format!(
            r#"<link data-trunk rel="css" href="styles/base.css"><link data-trunk rel="css" href="styles/walk.css">
            <link data-trunk rel="copy-file" href="boot.js"><link data-trunk rel="copy-file" href="data/roots.bin">
            {RUST}<!-- <link data-trunk rel="css"> -->"#
        )
    }

    #[test]
    fn each_link_becomes_its_file() {
        let index = parse(&links()).unwrap();
        assert_eq!(
            index.styles,
            "content of styles/base.css;\ncontent of styles/walk.css;\n"
        );
        assert_eq!(index.boot, "content of boot.js;");
        assert_eq!(index.roots, b"content of data/roots.bin;");

        let page = index
            .published(&Published {
                styles: "styles-0.css",
                boot: "boot-0.js",
                js: "page-0.js",
                wasm: "page-0_bg.wasm",
                mount: &[("data-roots", "./roots-0.bin")],
                head: r#"<link rel="manifest" href="./m">"#,
                policy: "default-src 'none'",
            })
            .unwrap();
        for part in [
            r#"<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'">"#,
            r#"<link rel="stylesheet" href="./styles-0.css">"#,
            r#"<link rel="manifest" href="./m">"#,
            r#"<link rel="modulepreload" href="./page-0.js""#,
            r#"<link rel="preload" href="./page-0_bg.wasm""#,
            r#"<script type="module" src="./boot-0.js" data-app-js="./page-0.js" data-app-wasm="./page-0_bg.wasm"></script>"#,
            r#"<div id="app" data-roots="./roots-0.bin">"#,
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert_eq!(page.matches("data-trunk").count(), 1, "only in the comment");
        assert_eq!(page.matches("stylesheet").count(), 1, "one request");
    }

    #[test]
    fn what_is_not_known_is_an_error_that_names_it() {
        for (link, named) in [
            (r#"<link data-trunk rel="sass" href="a.scss">"#, "sass"),
            (r#"<link data-trunk rel="css">"#, "href"),
            (r#"<link data-trunk rel="copy-file" href="a.txt">"#, "a.txt"),
            (
                r#"<link data-trunk rel="css" href="a.css" media="print">"#,
                "media",
            ),
        ] {
            let error = parse(&format!("{}{link}", links())).unwrap_err();
            assert!(error.to_string().contains(named), "{error}");
        }
    }

    #[test]
    fn the_page_starts_exactly_once() {
        assert!(parse(&links().replace(RUST, "")).is_err());
        assert!(parse(&format!("{}{RUST}", links())).is_err());
        assert!(parse(RUST).is_err());
    }

    #[test]
    fn trunk_builds_the_same_page() {
        let root = crate::root();
        let read = |name| fs::read_to_string(root.join(name)).unwrap();

        let trunk = read("Trunk.toml");
        assert!(trunk.contains(START));
        assert!(trunk.contains(&format!("public_url = \"{BASE}\"")));
        let lock = read("Cargo.lock");
        let pinned = |name: &str| {
            let entry = format!("name = \"{name}\"\nversion = \"");
            let (_, rest) = lock.split_once(&entry).unwrap();
            rest.split_once('"').unwrap().0.to_owned()
        };
        let bindgen = pinned("wasm-bindgen");
        assert!(trunk.contains(&format!("wasm_bindgen = \"{bindgen}\"")));
        assert_eq!(pinned("wasm-bindgen-cli-support"), bindgen);
        let packages: serde_json::Value = serde_json::from_str(&read("package.json")).unwrap();
        let binaryen = packages["devDependencies"]["binaryen"].as_str().unwrap();
        let version = binaryen.split('.').next().unwrap();
        assert!(trunk.contains(&format!("wasm_opt = \"version_{version}\"")));

        let index = read("index.html");
        let (_, rust) = index.split_once(r#"rel="rust""#).unwrap();
        let (rust, _) = rust.split_once('>').unwrap();
        for attribute in [
            r#"data-bin="page""#,
            r#"data-cargo-features="page""#,
            "data-cargo-no-default-features",
            r#"data-cargo-profile-release="page""#,
            r#"data-wasm-opt="z""#,
        ] {
            assert!(rust.contains(attribute), "{attribute}");
        }
    }
}
