//! The program in two modules: what a person needs to begin, and all that comes right after it.
//!
//! `src/page/later.rs` says where they part. The tool reads that from the relocations that the
//! linker leaves in the program, and gives each module its own code and data.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use wasm_split_cli_support::{Options, transform};

/// The setting of rustc's that leaves the relocations in.
pub(crate) const RELOCATIONS: &str = "-Clink-arg=--emit-relocs";

/// A program in two, as files.
pub(crate) struct Parts {
    /// What the bindings are made of; `__wasm_split` is what it exports to the other.
    pub(crate) first: PathBuf,
    pub(crate) later: PathBuf,
}

/// Parts a program. The files go into the folder.
///
/// # Errors
/// Where the program does not part as it should.
pub(crate) fn part(wasm: &[u8], folder: &Path) -> Result<Parts> {
    let first = folder.join("page.wasm");
    let mut options = Options::new(wasm);
    options.output_dir = folder;
    options.main_out_path = &first;
    let parted = transform(options).map_err(|error| anyhow!("{error:#}"))?;
    let [later] = parted.split_modules.as_slice() else {
        bail!("expected one later part: {:?}", parted.split_modules);
    };
    Ok(Parts {
        later: later.clone(),
        first,
    })
}
