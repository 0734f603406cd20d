//! `cargo xtask test`: every check, each whether or not those before it passed.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use clap::{Args, ValueEnum};

use crate::page;
use crate::server::Server;
use crate::setup;
use crate::size;
use crate::{command, dependencies, prose};

/// Which checks to run, and how.
#[derive(Args)]
pub(crate) struct Selection {
    /// Run only these; may be given more than once
    #[arg(long, value_enum)]
    only: Vec<Kind>,
    /// Arguments for the test runner of the one kind that is chosen with --only: a filter for
    /// native tests, options of `node --test` for browser tests
    #[arg(last = true)]
    arguments: Vec<String>,
}

/// What is checked.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Format, clippy (for this machine and for the browser), documentation, where text stands, and
    /// what the program depends on
    Lint,
    /// Of these, only where text stands
    Text,
    /// `cargo test` of every package
    Native,
    /// The built page in a real browser
    Browser,
}

impl Selection {
    fn has(&self, kind: Kind) -> bool {
        self.only.is_empty() || self.only.contains(&kind)
    }
}

/// Runs the chosen checks.
///
/// # Errors
/// Where one of them failed, or was asked for in a way that makes no sense.
pub(crate) fn run(selection: &Selection) -> Result<()> {
    ensure!(
        selection.arguments.is_empty()
            || matches!(selection.only[..], [Kind::Native | Kind::Browser]),
        "arguments after -- need --only native or --only browser before them"
    );
    let mut checks = Checks::new();
    checks.run("Set up the checks", setup::checks);
    if selection.has(Kind::Lint) {
        lint(&mut checks);
    }
    if selection.has(Kind::Lint) || selection.has(Kind::Text) {
        checks.run("Text for people", prose::check);
    }
    if selection.has(Kind::Native) {
        for (package, options) in PACKAGES {
            checks.run(&format!("Native tests of {package}"), || {
                let mut test = cargo(&["test", "--package", package]);
                command::run(test.args(options).args(&selection.arguments))
            });
        }
    }
    if selection.has(Kind::Browser) {
        browser(&mut checks, &selection.arguments);
    }
    checks.conclude()
}

/// The packages, each checked by itself: together, cargo would give the dependencies that they
/// share the features of both, and so build the task runner's a second time. The page's state
/// and words know no browser, and are tested with the rest.
const PACKAGES: [(&str, &[&str]); 4] = [
    ("appgw-doctor", &["--features", "page"]),
    ("bulk", &[]),
    ("signatures", &[]),
    ("xtask", &[]),
];

fn lint(checks: &mut Checks) {
    checks.run("Format", || {
        command::run(&mut cargo(&["fmt", "--all", "--check"]))
            .context("`cargo fmt --all` puts it right")
    });
    for (package, options) in PACKAGES {
        checks.run(&format!("Clippy of {package}"), || {
            let mut clippy = cargo(&["clippy", "--package", package, "--all-targets"]);
            command::run(clippy.args(options).args(["--", "--deny=warnings"]))
        });
    }
    checks.run("Clippy of the page", || {
        let mut clippy = cargo(&["clippy", "--target", page::TARGET]);
        clippy.args(["--lib", "--bin", "page"]).args(page::FEATURES);
        clippy.args(page::PARTED);
        command::run(clippy.args(["--", "--deny=warnings"]))
    });
    documented(checks);
    checks.run("Dependencies", dependencies::check);
}

/// What rustdoc warns of: links that lead nowhere, above all. Those to private items are meant for
/// whoever works on a module, and lead somewhere as these are documented, too.
fn documented(checks: &mut Checks) {
    for (package, options) in PACKAGES {
        checks.run(&format!("Documentation of {package}"), || {
            let mut doc = cargo(&["doc", "--no-deps", "--package", package]);
            doc.args(options).args(["--document-private-items"]);
            let flags = "--deny=warnings --allow=rustdoc::private_intra_doc_links";
            command::run(doc.env("RUSTDOCFLAGS", flags))
        });
    }
}

/// Builds the page, serves it, and lets the browser tests visit it.
fn browser(checks: &mut Checks, arguments: &[String]) {
    let chromium = checks.run("Set up the browser", setup::chromium);
    let dist = checks.note("Build the page", crate::build_site());
    if let Some(dist) = &dist {
        checks.run("Sizes", || size::check(dist));
    }
    let (Some(chromium), Some(dist)) = (chromium, dist) else {
        checks.skip("Browser tests");
        return;
    };
    checks.run("Browser tests", || {
        let server = Server::start(&dist, 0)?;
        // Named one by one, because versions of Node.js differ in what a folder means.
        let files = browser_tests()?;
        let mut node = command::program("node");
        node.args(["--test", "--test-reporter=spec"])
            .args(arguments)
            .args(files)
            .env("APPGW_DOCTOR_URL", server.url())
            .env("APPGW_DOCTOR_DIST", &dist)
            .env("CHROMIUM", chromium);
        command::run(&mut node)
    });
}

/// The files of browser tests, in the order of their names, relative to the project's folder.
fn browser_tests() -> Result<Vec<PathBuf>> {
    let root = crate::root();
    let folder = root.join("tests").join("browser");
    let mut files = Vec::new();
    let entries =
        fs::read_dir(&folder).with_context(|| format!("can't read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path.strip_prefix(&root)?.to_path_buf());
        }
    }
    files.sort();
    ensure!(!files.is_empty(), "{} holds no tests", folder.display());
    Ok(files)
}

fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = command::cargo();
    cargo.args(arguments);
    cargo
}

/// What became of each check so far.
struct Checks {
    started: Instant,
    outcomes: Vec<(String, &'static str)>,
}

impl Checks {
    fn new() -> Self {
        Self {
            started: Instant::now(),
            outcomes: Vec::new(),
        }
    }

    /// Runs one check as a step of its own; what it gave, if it passed.
    fn run<T>(&mut self, title: &str, check: impl FnOnce() -> Result<T>) -> Option<T> {
        let outcome = command::step(title, check);
        self.note(title, outcome)
    }

    /// Remembers what became of a check, and says at once why it failed.
    fn note<T>(&mut self, title: &str, outcome: Result<T>) -> Option<T> {
        match outcome {
            Ok(value) => {
                self.outcomes.push((title.to_owned(), "passed"));
                Some(value)
            }
            Err(error) => {
                println!("    {error:#}");
                self.outcomes.push((title.to_owned(), "FAILED"));
                None
            }
        }
    }

    /// Remembers that a check could not run, because one before it failed.
    fn skip(&mut self, title: &str) {
        self.outcomes.push((title.to_owned(), "not run"));
    }

    /// Sums up.
    fn conclude(self) -> Result<()> {
        println!(
            "\n==> All checks, in {:.0} s",
            self.started.elapsed().as_secs_f32()
        );
        for (title, outcome) in &self.outcomes {
            println!("    {outcome:<8} {title}");
        }
        if self
            .outcomes
            .iter()
            .any(|(_, outcome)| *outcome != "passed")
        {
            bail!("not every check passed");
        }
        Ok(())
    }
}
