//! Writes the list of public roots, `data/roots.bin`:
//!
//! ```text
//! cargo run --example roots -- FOLDER CURRENT FORMER
//! ```
//!
//! The current roots are Mozilla's, from the package `webpki-root-certs`. FOLDER holds an older
//! list, one `.crt` file a root: `usr/share/ca-certificates/mozilla` of Debian's package
//! `ca-certificates`. What is in it and no longer in the current list was public once. CURRENT and
//! FORMER say what the two lists are and of which day; people see them beside a verdict.
//!
//! The file that is checked in was written with:
//!
//! ```text
//! cargo run --example roots -- ca-certificates_20230311/usr/share/ca-certificates/mozilla \
//!   "Mozilla's roots in webpki-root-certs 1.0.11, taken on 2026-11-21" \
//!   "Mozilla's roots of 2023-03-11 in Debian's ca-certificates 20230311"
//! ```

use appgw_doctor::certificate::Certificate;
use appgw_doctor::certificate::bundle;
use appgw_doctor::chain::roots;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, current, former] = arguments.as_slice() else {
        eprintln!("usage: roots FOLDER CURRENT FORMER");
        return ExitCode::from(2);
    };
    match write(Path::new(folder), current, former) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path, current_source: &str, former_source: &str) -> Result<(), Box<dyn Error>> {
    let mut current: Vec<Certificate> = webpki_root_certs::TLS_SERVER_ROOT_CERTS
        .iter()
        .filter_map(|der| Certificate::from_der(der).map(|(certificate, _)| certificate))
        .collect();
    if current.len() != webpki_root_certs::TLS_SERVER_ROOT_CERTS.len() {
        return Err("a current root cannot be read".into());
    }
    let mut former = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        for found in bundle::read(&std::fs::read(entry?.path())?).certificates {
            if !current.contains(&found.certificate) && !former.contains(&found.certificate) {
                former.push(found.certificate);
            }
        }
    }
    // The same file comes out whatever the order of the sources.
    current.sort_by_key(|root| root.sha256);
    former.sort_by_key(|root| root.sha256);
    let bytes = roots::encode(&current, &former, current_source, former_source)?;
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/roots.bin");
    std::fs::write(&path, &bytes)?;
    println!(
        "{} current and {} former roots, {} octets in {}",
        current.len(),
        former.len(),
        bytes.len(),
        path.display()
    );
    Ok(())
}
