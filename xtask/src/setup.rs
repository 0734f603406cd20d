//! What the other commands need, installed where it is missing.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::command;
use crate::page::TARGET;

/// The oldest Node.js that the packages of `package.json` run on; its `engines` say the same.
const NODE: u32 = 20;

/// Everything for every command.
///
/// # Errors
/// Where something is missing and can't be installed; the message says what to do.
pub(crate) fn everything() -> Result<()> {
    command::step("Set up the build", build)?;
    command::step("Set up the checks", checks)?;
    command::step("Set up the browser", || chromium().map(drop))
}

/// What it takes to build the page. A page can be built without npm, only not as small.
///
/// # Errors
/// Where the compiler has no target for browsers and rustup can't add it.
pub(crate) fn build() -> Result<()> {
    wasm_target()?;
    if let Err(error) = node_packages() {
        println!("    warning: {error:#}");
    }
    Ok(())
}

/// What the checks take beyond the build, the browser aside.
///
/// # Errors
/// As [`everything`].
pub(crate) fn checks() -> Result<()> {
    wasm_target()?;
    for (component, command) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if command::output(command::cargo().args([command, "--version"])).is_err() {
            rustup(&["component", "add", component])?;
        }
    }
    node_packages()
}

/// What makes the page smaller, as scripts for Node.js.
pub(crate) struct Optimiser {
    /// Of the compiled program.
    pub(crate) wasm: PathBuf,
    /// Of its bindings.
    pub(crate) script: PathBuf,
    /// The versions of both.
    pub(crate) version: String,
}

/// What makes the page smaller; none where it or Node.js isn't installed.
pub(crate) fn optimiser() -> Option<Optimiser> {
    let package = |name: &str| {
        let folder = crate::root().join("node_modules").join(name);
        let manifest = fs::read_to_string(folder.join("package.json")).ok()?;
        let manifest: Value = serde_json::from_str(&manifest).ok()?;
        Some((folder, manifest.get("version")?.as_str()?.to_owned()))
    };
    let (binaryen, wasm_version) = package("binaryen")?;
    let (terser, script_version) = package("terser")?;
    node_version().ok()?;
    Some(Optimiser {
        wasm: binaryen.join("bin/wasm-opt"),
        script: terser.join("bin/terser"),
        version: format!("{wasm_version} {script_version}"),
    })
}

/// The compiler's target for browsers.
fn wasm_target() -> Result<()> {
    let libraries = command::output(command::program("rustc").args([
        "--print",
        "target-libdir",
        "--target",
        TARGET,
    ]))?;
    if Path::new(&libraries).exists() {
        return Ok(());
    }
    rustup(&["target", "add", TARGET])
}

fn rustup(arguments: &[&str]) -> Result<()> {
    command::run(command::program("rustup").args(arguments)).with_context(|| {
        format!(
            "Rust's {} is missing: install it the way this Rust was installed, or Rust by rustup (https://rustup.rs)",
            arguments.last().unwrap_or(&"tool")
        )
    })
}

/// The npm packages, exactly as locked, unless those that are there are newer than the lock.
fn node_packages() -> Result<()> {
    let version = node_version()?;
    ensure!(
        version >= NODE,
        "Node.js {version} is too old: version {NODE} or newer is needed"
    );
    let root = crate::root();
    let changed = |path: &str| fs::metadata(root.join(path)).and_then(|file| file.modified());
    // npm writes this file last.
    let installed = changed("node_modules/.package-lock.json");
    if installed
        .is_ok_and(|installed| changed("package-lock.json").is_ok_and(|lock| lock <= installed))
    {
        return Ok(());
    }
    command::run(command::npm().args(["ci", "--ignore-scripts"]))
        .context("the npm packages can't be installed")
}

/// The major version of Node.js.
fn node_version() -> Result<u32> {
    let version =
        command::output(command::program("node").arg("--version")).with_context(|| {
            format!("Node.js is missing: install version {NODE} or newer, with npm")
        })?;
    major(&version).with_context(|| format!("`node --version` said `{version}`"))
}

/// `20` of `v20.1.0`.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// A browser that the tests can drive: Chromium, or another of its family.
///
/// # Errors
/// Where none is found and none can be installed.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("CHROMIUM").map(PathBuf::from) {
        ensure!(
            path.is_file(),
            "CHROMIUM is set to `{}`, where there is no program",
            path.display()
        );
        return Ok(path);
    }
    if let Some(path) = find_chromium() {
        return Ok(path);
    }
    let apt = Path::new("/usr/bin/apt-get");
    let is_root = || command::output(command::program("id").arg("-u")).is_ok_and(|id| id == "0");
    if cfg!(target_os = "linux") && apt.exists() && is_root() {
        command::run(command::program(apt).arg("update"))?;
        command::run(
            command::program(apt)
                .args(["install", "--yes", "--no-install-recommends", "chromium"])
                .env("DEBIAN_FRONTEND", "noninteractive"),
        )?;
    }
    match find_chromium() {
        Some(path) => Ok(path),
        None => bail!(
            "no browser to test with: install Chromium, Chrome or Edge, or set CHROMIUM to the path of one"
        ),
    }
}

/// Looks where installers put Chromium, Chrome and Edge.
fn find_chromium() -> Option<PathBuf> {
    let names: &[&str] = if cfg!(windows) {
        &[
            r"Google\Chrome\Application\chrome.exe",
            r"Chromium\Application\chrome.exe",
            r"Microsoft\Edge\Application\msedge.exe",
        ]
    } else if cfg!(target_os = "macos") {
        &[
            "Google Chrome.app/Contents/MacOS/Google Chrome",
            "Chromium.app/Contents/MacOS/Chromium",
            "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        ]
    } else {
        &[
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "microsoft-edge",
        ]
    };
    let variable = |name| std::env::var_os(name).map(PathBuf::from);
    let folders: Vec<PathBuf> = if cfg!(windows) {
        ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"]
            .into_iter()
            .filter_map(variable)
            .collect()
    } else if cfg!(target_os = "macos") {
        let home = variable("HOME").map(|home| home.join("Applications"));
        std::iter::once(PathBuf::from("/Applications"))
            .chain(home)
            .collect()
    } else {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).collect()
    };
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_says_its_version_this_way() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v24.0.0-nightly"), Some(24));
        assert_eq!(major("20"), None);
    }

    #[test]
    fn the_oldest_node_is_the_one_of_package_json() {
        let text = fs::read_to_string(crate::root().join("package.json")).unwrap();
        let json: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["engines"]["node"], format!(">={NODE}"));
    }
}
