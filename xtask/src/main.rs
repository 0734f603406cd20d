//! Builds, serves and tests the project: `cargo xtask --help`.
//!
//! Written in Rust so that the same two commands work on Linux, macOS and Windows.

#![forbid(unsafe_code)]

mod bench;
mod checks;
mod command;
mod dependencies;
mod headers;
mod hosting;
mod html;
mod offline;
mod page;
mod parts;
mod prose;
mod server;
mod setup;
mod single;
mod site;
mod size;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Builds, serves and tests Application Gateway Doctor.
///
/// Each command first sets up what it needs and this machine lacks; only rustup (or a Rust
/// toolchain with the wasm32 target) and Node.js have to be there.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the page and serve it on this machine, with the headers it has in production
    Serve {
        /// Port to listen on; the next free one if it is taken, any free one if it is 0
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Serve what is in dist/ as it is
        #[arg(long)]
        no_build: bool,
    },
    /// Build the page into dist/, and the single file with it
    Build,
    /// Hold the built page to its sizes (budget.json)
    CheckSize,
    /// Run every check: format, clippy, documentation, text, dependencies, native tests, browser tests
    Test(checks::Selection),
    /// Measure reading, judging and handing on, on this machine and in a browser
    Bench,
    /// Install what is missing for all of these, and do nothing else
    Setup,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Serve { port, no_build } => serve(port, no_build),
        Command::Build => build_site().map(drop),
        Command::CheckSize => size::check(&dist()),
        Command::Test(selection) => checks::run(&selection),
        Command::Bench => bench::run(),
        Command::Setup => setup::everything(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error}");
            for cause in error.chain().skip(1) {
                eprintln!("  because: {cause}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Builds unless told not to, then serves until the process is stopped.
fn serve(port: u16, no_build: bool) -> Result<()> {
    let dist = if no_build { dist() } else { build_site()? };
    let server = server::Server::start(&dist, port)?;
    println!(
        "\nThe page is at {}  (Ctrl+C stops the server)",
        server.url()
    );
    server.wait()
}

/// Sets up what the build needs, builds the page, and writes it to `dist/`.
fn build_site() -> Result<PathBuf> {
    command::step("Set up the build", setup::build)?;
    command::step("Build the page", || {
        let app = page::build()?;
        let mut index = html::Index::read(&root())?;
        index.boot = page::minified(&index.boot)?;
        let dist = dist();
        site::write(&dist, &site::assets(&root(), &index, &app)?)?;
        size::print(&dist)?;
        Ok(dist)
    })
}

/// The folder of the whole project, above this package's own.
fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

/// Where the built page stands, ready to be copied to any static host.
fn dist() -> PathBuf {
    root().join("dist")
}
