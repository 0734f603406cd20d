//! The single file: the whole page in one HTML file, which needs no network and no server.
//!
//! Browsers load neither modules nor data beside a page that is opened from disk. So the
//! program, compressed, stands in the page as text, and starts from a script that is no module.

use std::io::Write as _;
use std::num::NonZeroU64;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use lzma_rust2::{LzmaOptions, LzmaWriter};
use sha2::{Digest, Sha256};

use crate::headers;
use crate::html::Index;
use crate::page::App;
use crate::site::{shrink, shrink_styles};

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
    let (script, styles) = (shrink(&script), shrink_styles(&index.styles));
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
        "{}{}{}<script>{script}</script>",
        packed("packed-page", &app.first.bytes, &app.first.packed),
        packed("packed-later", &app.later.bytes, &app.later.packed),
        packed("packed-roots", &index.roots, &gzip(&index.roots)?),
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

/// Bytes in gzip, as small as it gets. This takes its time.
///
/// # Errors
/// None that can be told from here: it writes to memory.
pub(crate) fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut gzip = Vec::new();
    // More rounds gain a thousandth.
    let options = zopfli::Options {
        iteration_count: NonZeroU64::new(1).context("no rounds")?,
        ..zopfli::Options::default()
    };
    zopfli::compress(options, zopfli::Format::Gzip, bytes, &mut gzip)?;
    Ok(gzip)
}

/// Bytes in LZMA, a quarter smaller: the program unpacks them itself (`src/page/unpack.rs`).
///
/// # Errors
/// As [`gzip`].
pub(crate) fn lzma(bytes: &[u8]) -> Result<Vec<u8>> {
    let options = LzmaOptions {
        // All that stands before can be referred to.
        dict_size: 4 * 1024 * 1024,
        // Modules have no fields of two or four octets.
        pb: 0,
        ..LzmaOptions::with_preset(9)
    };
    let size = u64::try_from(bytes.len())?;
    let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, Some(size))?;
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

/// Packed bytes as an element that `boot.js` takes: how many they are, and how many they were.
fn packed(id: &str, bytes: &[u8], packed: &[u8]) -> String {
    format!(
        r#"<script type="application/octet-stream" id="{id}" data-length="{}" data-size="{}">{}</script>"#,
        packed.len(),
        bytes.len(),
        base85(packed)
    )
}

/// The characters that stand for the digits 0 to 84: ZeroMQ's (RFC 32/Z85), with `_` for `<`, which
/// begins things in HTML.
const DIGITS: &[u8; 85] =
    b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&_>()[]{}@%$#";

/// Bytes as text: four of them, the highest first, are five digits. It takes a sixteenth less room
/// than base64. The last four are filled up with zeros.
fn base85(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(4) * 5);
    for four in bytes.chunks(4) {
        let byte = |index| u32::from(four.get(index).copied().unwrap_or_default());
        let number = (byte(0) << 24) | (byte(1) << 16) | (byte(2) << 8) | byte(3);
        for power in [52_200_625, 614_125, 7_225, 85, 1] {
            let digit = DIGITS.get((number / power % 85) as usize);
            text.extend(digit.map(|digit| char::from(*digit)));
        }
    }
    text
}

/// How a policy names an inline script or style.
fn source(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Wasm;

    #[test]
    fn a_checksum_is_what_the_usual_tool_reads() {
        assert_eq!(
            checksum(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  appgw-doctor.html\n"
        );
    }

    #[test]
    fn four_bytes_are_five_digits() {
        let known = [0x86, 0x4f, 0xd2, 0x6f, 0xb5, 0x59, 0xf7, 0x5b];
        assert_eq!(base85(&known), "HelloWorld");
        assert_eq!(base85(&[0xff; 4]), "%nSc0");
        assert_eq!(base85(&[0x86, 0x4f, 0xd2, 0x6f, 0xb5]).len(), 10);
        assert!(!DIGITS.contains(&b'<') && !DIGITS.contains(&b'\\'));
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
        let wasm = || Wasm {
            bytes: b"\0asm".to_vec(),
            packed: gzip(b"\0asm").unwrap(),
        };
        let app = App {
            js: Vec::new(),
            classic_js: b"let wasm_bindgen;".to_vec(),
            first: wasm(),
            later: wasm(),
        };
        let page = page(&index, &app).unwrap();
        assert!(page.contains(r#"id="packed-page" data-length="#));
        assert!(page.contains(r#"id="packed-later" data-length="#));
        assert!(page.contains(r#"id="packed-roots" data-length="#));
        assert!(page.contains("connect-src 'none'"));
        assert!(!page.contains(" src=") && !page.contains("stylesheet"));

        let broken = App {
            classic_js: b"'</SCRIPT>'".to_vec(),
            ..app
        };
        assert!(super::page(&index, &broken).is_err());
    }
}
