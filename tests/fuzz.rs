//! What the fuzz targets demand of any input, demanded of every fixture, and of every input that a
//! fuzzer once found wanting (`fixtures/found/`, a folder for each target).

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    unreachable_pub,
    reason = "a test fails by panicking"
)]

#[path = "../fuzz/src/properties.rs"]
mod properties;

use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found
}

fn hold(target: &str, property: fn(&[u8])) {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let own = tests.join("fixtures/found").join(target);
    let mut inputs = files(&own);
    for folder in ["cli", "fixtures"] {
        let all = files(&tests.join(folder)).into_iter();
        inputs.extend(all.filter(|path| !path.starts_with(tests.join("fixtures/found"))));
    }
    assert!(inputs.len() > 100);
    for path in inputs {
        println!("{}", path.display());
        property(&fs::read(path).unwrap());
    }
}

#[test]
fn reading() {
    hold("read", properties::read);
}

#[test]
fn certificates() {
    hold("certificates", properties::certificates);
}

#[test]
fn links() {
    hold("link", properties::a_link);
}

#[test]
fn files_of_cases() {
    hold("file", properties::a_file);
}

#[test]
fn diagnosing() {
    hold("diagnose", properties::diagnosed);
}

#[test]
fn redacting() {
    hold("redact", properties::redacted);
}
