//! The single file: the whole page in one HTML file, which needs no network and no server.
//!
//! Browsers load neither modules nor data beside a page that is opened from disk. So the
//! program, compressed, stands in the page as text, and starts from a script that is no module.

use std::io::Write as _;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::headers;
use crate::html::Index;
use crate::page::App;
use crate::site::shrink;

/// What the file is called.
pub(crate) const NAME: &str = "appgw-doctor.html";

/// The page with all its parts in it.
///
/// # Errors
/// Where a script holds what would end it early.
pub(crate) fn page(index: &Index, app: &App) -> Result<String> {
    let bindings = std::str::from_utf8(&app.classic_js).context("the bindings are not UTF-8")?;
    // A function around both: a page has one scope for all its scripts.
    let script = format!("(() => {{\n{bindings}\n{}\n}})();", index.boot);
    let (script, styles) = (shrink(&script), shrink(&index.styles));
    for (what, text) in [("script", &script), ("style", &styles)] {
        let end = format!("</{what}");
        ensure!(
            !text.to_ascii_lowercase().contains(&end),
            "the single file's {what} holds its own end"
        );
        ensure!(
            !text.contains("<!--") && !text.contains('\r'),
            "the single file's {what} holds `<!--` or a carriage return, which HTML reads differently"
        );
    }
    let body = format!(
        "{}{}<script>{script}</script>",
        packed("packed-page", &app.wasm)?,
        packed("packed-roots", &index.roots)?,
    );
    let policy = headers::single_file_policy(&source(&script), &source(&styles));
    index.whole(&policy, &styles, &body)
}

/// The file beside it that holds its SHA-256, as `sha256sum --check` reads it.
pub(crate) fn checksum(page: &str) -> String {
    format!("{}  {NAME}\n", hex(page))
}

/// The SHA-256 of a text, in hex.
pub(crate) fn hex(text: &str) -> String {
    let digest = Sha256::digest(text);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes as an element that `boot.js` unpacks: gzip, in base64.
fn packed(id: &str, bytes: &[u8]) -> Result<String> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes)?;
    let text = BASE64_STANDARD.encode(gzip.finish()?);
    Ok(format!(
        r#"<script type="application/gzip" id="{id}">{text}</script>"#
    ))
}

/// How a policy names an inline script or style.
fn source(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checksum_is_what_the_usual_tool_reads() {
        assert_eq!(
            checksum(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  appgw-doctor.html\n"
        );
    }

    #[test]
    fn a_policy_names_scripts_as_browsers_do() {
        assert_eq!(
            source(""),
            "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
        );
    }

    #[test]
    fn all_parts_stand_in_the_one_page() {
        let index = Index::read(&crate::root()).unwrap();
        let app = App {
            js: Vec::new(),
            classic_js: b"let wasm_bindgen;".to_vec(),
            wasm: b"\0asm".to_vec(),
        };
        let page = page(&index, &app).unwrap();
        assert!(page.contains(r#"id="packed-page">H4sI"#));
        assert!(page.contains(r#"id="packed-roots">H4sI"#));
        assert!(page.contains("connect-src 'none'"));
        assert!(!page.contains(" src=") && !page.contains("stylesheet"));

        let broken = App {
            classic_js: b"'</SCRIPT>'".to_vec(),
            ..app
        };
        assert!(super::page(&index, &broken).is_err());
    }
}
