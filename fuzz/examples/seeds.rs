//! Writes the seeds that are no fixtures: each fixture as a saved case, and as what a link packs.
//! `cargo run --example seeds` in this folder; `corpus/` has them then.

use std::path::Path;
use std::{fs, io};

use appgw_doctor::share::{Origin, SavedCase, SavedSource, file, link};
use miniz_oxide::inflate::decompress_to_vec_zlib;

fn main() -> io::Result<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for target in ["file", "link"] {
        fs::create_dir_all(here.join("corpus").join(target))?;
    }
    write(here, &here.join("../tests/fixtures"))
}

fn write(here: &Path, folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            write(here, &path)?;
            continue;
        }
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let case = SavedCase {
            sources: vec![SavedSource {
                name: name.clone(),
                origin: Origin::File,
                bytes: fs::read(&path)?.into(),
                removed: Vec::new(),
            }],
            ..SavedCase::default()
        };
        let packed = link::pack(&case).map_err(io::Error::other)?;
        let octets =
            decompress_to_vec_zlib(&packed).map_err(|error| io::Error::other(error.to_string()))?;
        let corpus = here.join("corpus");
        fs::write(corpus.join("file").join(&name), file::write(&case))?;
        fs::write(corpus.join("link").join(&name), octets)?;
    }
    Ok(())
}
