//! From `index.html` and the compiled page to the files of the site.
//!
//! `index.html` names its parts as Trunk wants them named (`<link data-trunk …>`), so that
//! either builds the same page. What is known here is what the file uses; anything else is an
//! error instead of a difference between the two.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail, ensure};
use lol_html::html_content::{ContentType, Element};
use lol_html::{ElementContentHandlers, RewriteStrSettings, Selector, rewrite_str};

use crate::page::App;
use crate::site::Asset;

/// Stands where the addresses of the page's parts start: relative, so that the site works
/// under any path of any host.
const BASE: &str = "./";

/// The script that starts the page; Trunk's `pattern_script` says the same.
const START: &str = r#"<script type="module" src="{base}boot.js" data-app-js="{base}{js}" data-app-wasm="{base}{wasm}"></script>"#;

/// All files of the site: the parts that `index.html` names, and the page itself.
///
/// # Errors
/// Where a part is missing, or `index.html` asks for something that isn't known here.
pub(crate) fn site(root: &Path, app: &App) -> Result<Vec<Asset>> {
    let source = root.join("index.html");
    let html =
        fs::read_to_string(&source).with_context(|| format!("can't read {}", source.display()))?;
    let read = |href: &str| {
        let path = root.join(href);
        fs::read(&path).with_context(|| format!("can't read {}", path.display()))
    };
    render(&html, app, read).context("index.html can't be built")
}

/// [`site`], with the files that are named coming from `read`.
fn render(html: &str, app: &App, read: impl Fn(&str) -> Result<Vec<u8>>) -> Result<Vec<Asset>> {
    let js = Asset::hashed("page", ".js", &app.js);
    let wasm = Asset::hashed("page", "_bg.wasm", &app.wasm);
    let preload = format!(
        r#"<link rel="modulepreload" href="{BASE}{js}" crossorigin="anonymous"><link rel="preload" href="{BASE}{wasm}" crossorigin="anonymous" as="fetch" type="application/wasm">"#,
        js = js.name,
        wasm = wasm.name,
    );
    let start = START
        .replace("{base}", BASE)
        .replace("{js}", &js.name)
        .replace("{wasm}", &wasm.name);

    let parts = RefCell::new(Vec::new());
    let mut starts = 0;
    let page = rewrite_str(
        html,
        RewriteStrSettings::new()
            .append_element_content_handler((
                selector("head")?,
                ElementContentHandlers::default().element(|head: &mut Element<'_, '_>| {
                    head.append(&preload, ContentType::Html);
                    Ok(())
                }),
            ))
            .append_element_content_handler((
                selector("[data-trunk]")?,
                ElementContentHandlers::default().element(|link: &mut Element<'_, '_>| {
                    if attribute(link, "rel")? == "rust" {
                        starts += 1;
                        link.replace(&start, ContentType::Html);
                    } else {
                        parts.borrow_mut().push(part(link, &read)?);
                    }
                    Ok(())
                }),
            ))
            .append_element_content_handler((
                selector("[data-roots]")?,
                ElementContentHandlers::default().element(|mount: &mut Element<'_, '_>| {
                    let plain = attribute(mount, "data-roots")?;
                    let parts = parts.borrow();
                    let roots = parts.iter().find(|asset| asset.is_hashed(&plain));
                    let roots = roots.with_context(|| format!("no copy-file brings `{plain}`"))?;
                    mount.set_attribute("data-roots", &format!("{BASE}{}", roots.name))?;
                    Ok(())
                }),
            )),
    )
    .map_err(|error| anyhow!("{error}"))?;
    ensure!(
        starts == 1,
        "expected one <link data-trunk rel=\"rust\">, found {starts}"
    );

    let mut parts = parts.into_inner();
    parts.extend([js, wasm, Asset::named("index.html", page)]);
    Ok(parts)
}

/// The file that a link names; the link then says what it is called in the site.
fn part(link: &mut Element<'_, '_>, read: impl Fn(&str) -> Result<Vec<u8>>) -> Result<Asset> {
    let href = attribute(link, "href")?;
    let bytes = read(&href)?;
    let file = Path::new(&href);
    let name = |part: Option<&std::ffi::OsStr>| {
        part.map(|part| part.to_string_lossy().into_owned())
            .with_context(|| format!("`{href}` names no file"))
    };
    match attribute(link, "rel")?.as_str() {
        "copy-file" => {
            link.remove();
            // Trunk keeps the name. Data has one that the page is told, and may be cached.
            if file.extension().is_some_and(|ending| ending == "bin") {
                return Ok(Asset::hashed(&name(file.file_stem())?, ".bin", &bytes));
            }
            Ok(Asset::named(&name(file.file_name())?, bytes))
        }
        "css" => {
            let asset = Asset::hashed(&name(file.file_stem())?, ".css", &bytes);
            link.remove_attribute("data-trunk");
            link.set_attribute("rel", "stylesheet")?;
            link.set_attribute("href", &format!("{BASE}{}", asset.name))?;
            Ok(asset)
        }
        other => bail!("`rel=\"{other}\"` isn't known: expected rust, css or copy-file"),
    }
}

/// An attribute that has to be there.
fn attribute(element: &Element<'_, '_>, name: &str) -> Result<String> {
    element
        .get_attribute(name)
        .with_context(|| format!("a <{} data-trunk> has no `{name}`", element.tag_name()))
}

fn selector(text: &str) -> Result<Cow<'static, Selector>> {
    text.parse()
        .map(Cow::Owned)
        .map_err(|error| anyhow!("selector `{text}`: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app() -> App {
        App {
            js: b"export default () => {}".to_vec(),
            wasm: b"\0asm".to_vec(),
        }
    }

    fn render_text(html: &str) -> Result<Vec<Asset>> {
        render(html, &app(), |href| Ok(format!("content of {href}").into()))
    }

    fn page(assets: &[Asset]) -> &str {
        let page = assets.iter().find(|asset| asset.name == "index.html");
        std::str::from_utf8(&page.unwrap().bytes).unwrap()
    }

    const RUST: &str = r#"<link data-trunk rel="rust" data-bin="page">"#;

    #[test]
    fn each_link_becomes_its_file() {
        let assets = render_text(&format!(
            r#"<head><link data-trunk rel="css" href="styles/base.css" media="print">
            <link data-trunk rel="copy-file" href="boot.js">{RUST}</head>"#
        ))
        .unwrap();

        let names: Vec<_> = assets.iter().map(|asset| asset.name.as_str()).collect();
        let [css, boot, js, wasm, index] = names[..] else {
            panic!("{names:?}")
        };
        assert!(css.starts_with("base-") && css.ends_with(".css"));
        assert_eq!(boot, "boot.js");
        assert!(js.starts_with("page-") && js.ends_with(".js"));
        assert!(wasm.starts_with("page-") && wasm.ends_with("_bg.wasm"));
        assert_eq!(index, "index.html");
        assert_eq!(assets[0].bytes, b"content of styles/base.css");

        let page = page(&assets);
        assert!(page.contains(&format!(
            r#"<link rel="stylesheet" href="./{css}" media="print">"#
        )));
        assert!(page.contains(&format!(
            r#"<script type="module" src="./boot.js" data-app-js="./{js}" data-app-wasm="./{wasm}"></script>"#
        )));
        assert!(page.contains(&format!(r#"<link rel="modulepreload" href="./{js}""#)));
        assert!(page.contains(&format!(r#"<link rel="preload" href="./{wasm}""#)));
        assert!(!page.contains("data-trunk") && !page.contains("copy-file"));
    }

    #[test]
    fn the_page_is_told_where_its_data_is() {
        let link = r#"<link data-trunk rel="copy-file" href="data/roots.bin">"#;
        let mount = r#"<body><div id="app" data-roots="roots.bin"></div></body>"#;
        let assets = render_text(&format!("<head>{link}{RUST}</head>{mount}")).unwrap();
        let name = &assets[0].name;
        assert!(
            name.starts_with("roots-") && name.ends_with(".bin"),
            "{name}"
        );
        let told = format!(r#"data-roots="./{name}""#);
        assert!(page(&assets).contains(&told));

        let error = render_text(&format!("<head>{RUST}</head>{mount}"));
        assert!(error.unwrap_err().to_string().contains("roots.bin"));
    }

    #[test]
    fn comments_are_no_links() {
        let html = format!("<head>{RUST}<!-- <link data-trunk rel=\"css\"> --></head>");
        assert_eq!(render_text(&html).unwrap().len(), 3);
    }

    #[test]
    fn what_is_not_known_is_an_error_that_names_it() {
        let html = format!(r#"<head>{RUST}<link data-trunk rel="sass" href="a.scss"></head>"#);
        let error = render_text(&html).unwrap_err().to_string();
        assert!(error.contains("sass"), "{error}");

        let html = format!(r#"<head>{RUST}<link data-trunk rel="css"></head>"#);
        let error = render_text(&html).unwrap_err().to_string();
        assert!(error.contains("href"), "{error}");
    }

    #[test]
    fn the_page_starts_exactly_once() {
        assert!(render_text("<head></head>").is_err());
        assert!(render_text(&format!("<head>{RUST}{RUST}</head>")).is_err());
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
