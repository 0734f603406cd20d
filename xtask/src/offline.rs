//! What lets the hosted page be installed and work without a network: the service worker, the
//! manifest and its icons (`pwa/`).

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::json;

use crate::html;
use crate::site::{Asset, shrink};

/// The service worker's name. It never changes: browsers find a new version behind it.
pub(crate) const WORKER: &str = "sw.js";

/// The manifest's name.
pub(crate) const MANIFEST: &str = "manifest.webmanifest";

const FOLDER: &str = "pwa";

const ICONS: [&str; 4] = [
    "icon.svg",
    "icon-192.png",
    "icon-512.png",
    "icon-maskable.png",
];

/// All files of it.
///
/// `version` names the page; `parts` are the files, the page itself aside, that it is made of.
///
/// # Errors
/// Where one can't be read.
pub(crate) fn assets(root: &Path, version: &str, parts: &[Asset]) -> Result<Vec<Asset>> {
    let read = |name: &str| {
        let path = root.join(FOLDER).join(name);
        fs::read(&path).with_context(|| format!("can't read {}", path.display()))
    };
    let worker = String::from_utf8(read(WORKER)?).context("the service worker is not UTF-8")?;
    let kept: Vec<_> = parts.iter().map(|part| html::address(&part.name)).collect();
    let constants = format!(
        "const VERSION = {};\nconst PARTS = {};\n",
        json!(version),
        json!(kept)
    );
    let mut assets = vec![
        Asset::named(WORKER, constants + &shrink(&worker)),
        Asset::named(MANIFEST, read(MANIFEST)?),
    ];
    for name in ICONS {
        assets.push(Asset::named(name, read(name)?));
    }
    Ok(assets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn the_worker_is_told_what_to_keep() {
        let parts = [Asset::hashed("page", ".js", b"content")];
        let assets = assets(&crate::root(), "0a", &parts).unwrap();
        let worker = String::from_utf8(assets[0].bytes.clone()).unwrap();
        let told = format!(
            "const VERSION = \"0a\";\nconst PARTS = [\"./{}\"];\n",
            parts[0].name
        );
        assert!(worker.starts_with(&told));
    }

    #[test]
    fn the_manifest_names_icons_that_are_there() {
        let assets = assets(&crate::root(), "0a", &[]).unwrap();
        let manifest = assets.iter().find(|asset| asset.name == MANIFEST).unwrap();
        let manifest: Value = serde_json::from_slice(&manifest.bytes).unwrap();
        let icons = manifest["icons"].as_array().unwrap();
        assert_eq!(icons.len(), ICONS.len());
        for icon in icons {
            let name = icon["src"].as_str().unwrap();
            assert!(assets.iter().any(|asset| asset.name == name), "{name}");
        }
    }
}
