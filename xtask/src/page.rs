//! Compiling the page: cargo, then its two parts, the JavaScript bindings, wasm-opt, and terser for
//! the bindings.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use crate::command;
use crate::parts;
use crate::setup::{self, Optimiser};
use crate::single;
use crate::site;

/// The target that browsers run.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// What makes cargo see the page and not the command line.
pub(crate) const FEATURES: [&str; 3] = ["--no-default-features", "--features", "page"];

/// What leaves open where its later part is.
pub(crate) const PARTED: [&str; 2] = ["--features", "split"];

/// The compiled page.
pub(crate) struct App {
    /// The bindings: a module whose default export loads the first part of the program.
    pub(crate) js: Vec<u8>,
    /// The same bindings as a script that is no module, for a page opened from disk.
    pub(crate) classic_js: Vec<u8>,
    /// What a person needs to begin.
    pub(crate) first: Wasm,
    /// All else, which uses what the first part exports.
    pub(crate) later: Wasm,
}

/// A compiled module.
pub(crate) struct Wasm {
    pub(crate) bytes: Vec<u8>,
    /// It as the single file has it: the first in gzip, the later one in LZMA.
    pub(crate) packed: Vec<u8>,
}

impl Wasm {
    fn read(path: &Path) -> Result<Self> {
        Ok(Self {
            bytes: fs::read(path)?,
            packed: fs::read(path.with_extension(PACKED))?,
        })
    }
}

/// Compiles what has changed since the last time.
///
/// Where the optimiser isn't installed, the page is left as it is, with a warning: it works, at
/// about a fifth more to download.
///
/// # Errors
/// Where the code doesn't compile or a tool fails.
pub(crate) fn build() -> Result<App> {
    let compiled = compile("page", &PARTED)?;
    let wasm = fs::read(&compiled).with_context(|| format!("can't read {}", compiled.display()))?;
    let optimiser = setup::optimiser();

    // What the result depends on: the program, the optimiser, the tools that Cargo.lock pins, and how
    // they are called.
    let version = optimiser
        .as_ref()
        .map_or("none", |optimiser| &optimiser.version);
    let locked = fs::read(crate::root().join("Cargo.lock"))?;
    let key = site::hash(&[
        &wasm,
        version.as_bytes(),
        &locked,
        include_bytes!("page.rs"),
        include_bytes!("parts.rs"),
        include_bytes!("single.rs"),
    ]);
    let folder = fresh(&compiled, "page", &key)?;
    let (first, later) = (folder.join("page_bg.wasm"), folder.join("later.wasm"));
    let key_file = folder.join("key");
    if key_file.exists() {
        println!("    nothing has changed since the last build");
    } else {
        println!("    parting the program");
        let parts = parts::part(&wasm, &folder.join("parts"))?;
        fs::rename(&parts.later, &later)?;
        bind(&parts.first, &folder)?;
        bind_classic(&parts.first, &folder)?;
        if let Some(optimiser) = &optimiser {
            optimise(optimiser, &first)?;
            optimise(optimiser, &later)?;
            minify(optimiser, &folder.join("page.js"), &["--module"])?;
            minify(optimiser, &folder.join(CLASSIC).join("page.js"), &[])?;
        } else {
            println!(
                "    warning: the page is not optimised for size, which needs Node.js and npm"
            );
        }
        println!("    packing both parts for the single file");
        fs::write(
            first.with_extension(PACKED),
            single::gzip(&fs::read(&first)?)?,
        )?;
        fs::write(
            later.with_extension(PACKED),
            single::lzma(&fs::read(&later)?)?,
        )?;
        fs::write(&key_file, key)?;
    }
    Ok(App {
        js: fs::read(folder.join("page.js"))?,
        classic_js: fs::read(folder.join(CLASSIC).join("page.js"))?,
        first: Wasm::read(&first)?,
        later: Wasm::read(&later)?,
    })
}

/// Compiles the benchmark for browsers, a program in one module; where its bindings and it stand.
///
/// # Errors
/// As [`build`].
pub(crate) fn build_bench() -> Result<(PathBuf, PathBuf)> {
    let compiled = compile("bench", &[])?;
    let folder = fresh(&compiled, "bench", "")?;
    let wasm = folder.join("page_bg.wasm");
    bind(&compiled, &folder)?;
    if let Some(optimiser) = setup::optimiser() {
        optimise(&optimiser, &wasm)?;
    }
    Ok((folder.join("page.js"), wasm))
}

/// The folder for what is made of a program: as it was left where the key is that of the last time,
/// else empty. A build that is broken off has no key, so that it does not look finished.
fn fresh(compiled: &Path, program: &str, key: &str) -> Result<PathBuf> {
    let folder = compiled.with_file_name(format!("bound-{program}"));
    let same = fs::read_to_string(folder.join("key")).is_ok_and(|last| last == key);
    if !same {
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .with_context(|| format!("can't remove {}", folder.display()))?;
        }
        fs::create_dir_all(&folder)?;
    }
    Ok(folder)
}

/// Runs cargo; the path of the module that it made.
fn compile(program: &str, more: &[&str]) -> Result<PathBuf> {
    let mut cargo = command::cargo();
    cargo
        .args(["build", "--profile", "page", "--target", TARGET])
        .args(["--bin", program])
        .args(FEATURES)
        .args(more)
        .args(["--config", &flags()])
        .arg("--message-format=json-render-diagnostics")
        .stdout(Stdio::piped());
    println!("    $ {}", command::line(&cargo));
    let output = cargo
        .spawn()
        .and_then(std::process::Child::wait_with_output)
        .context("cargo could not be started")?;
    ensure!(
        output.status.success(),
        "the page does not compile: see cargo's messages above"
    );
    artifact(&String::from_utf8_lossy(&output.stdout), program)
        .with_context(|| format!("cargo named no module for the program `{program}`"))
}

/// A setting of cargo's that keeps the folders of this machine out of the page, where the places
/// of panics would name them, and leaves in what tells how to part the program.
fn flags() -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(env::home_dir()?.join(".cargo")));
    let crates = home.unwrap_or_default().join("registry").join("src");
    let paths = format!("--remap-path-prefix={}=crates", crates.display());
    // An array of JSON strings is one of TOML.
    let flags = Value::from([paths, parts::RELOCATIONS.to_owned()].to_vec());
    format!("target.{TARGET}.rustflags={flags}")
}

/// The module of a program among cargo's messages, which are JSON, one a line.
fn artifact(messages: &str, program: &str) -> Option<PathBuf> {
    messages.lines().find_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        let is = |pointer, value| message.pointer(pointer).is_some_and(|found| found == value);
        if !is("/target/name", program) || !is("/target/kind/0", "bin") {
            return None;
        }
        let mut files = message.get("filenames")?.as_array()?.iter();
        let module = files.find_map(|file| file.as_str().filter(|file| file.ends_with(".wasm")));
        module.map(PathBuf::from)
    })
}

/// What generates the bindings of a program, of either kind.
///
/// The generator's library is what its command line is made of; it promises no stable
/// interface, which is why its version is pinned exactly and it is called here alone.
fn generator(compiled: &Path) -> Bindgen {
    let mut generator = Bindgen::new();
    generator
        .input_path(compiled)
        .out_name("page")
        .typescript(false)
        // What the linker exports is what the later part needs.
        .keep_lld_exports(true);
    generator
}

/// Writes `page.js` and `page_bg.wasm` into the folder.
fn bind(compiled: &Path, folder: &Path) -> Result<()> {
    println!("    generating the bindings");
    generator(compiled)
        .web(true)?
        .generate(folder)
        .context("the JavaScript bindings can't be generated")?;
    ensure!(
        !folder.join("snippets").exists(),
        "a dependency of the page brings JavaScript of its own, which the build doesn't copy"
    );
    Ok(())
}

/// The ending of a packed module, beside it.
const PACKED: &str = "wasm.packed";

/// The folder, within that of the bindings, of those that are no module.
const CLASSIC: &str = "classic";

/// Writes the bindings that are no module. They must fit the module of [`bind`], so that both
/// kinds of page run the same.
fn bind_classic(compiled: &Path, folder: &Path) -> Result<()> {
    let classic = folder.join(CLASSIC);
    generator(compiled)
        .no_modules(true)?
        .generate(&classic)
        .context("the JavaScript bindings for the single file can't be generated")?;
    ensure!(
        fs::read(classic.join("page_bg.wasm"))? == fs::read(folder.join("page_bg.wasm"))?,
        "the bindings generator makes another module for the single file"
    );
    Ok(())
}

/// Makes the module smaller, in its place.
fn optimise(optimiser: &Optimiser, wasm: &Path) -> Result<()> {
    let mut node = command::program("node");
    // No features are named: the optimiser reads those that the module uses from the module.
    // `--all-features` makes modules that browsers refuse.
    node.arg(&optimiser.wasm)
        .arg("-Oz")
        .arg(wasm)
        .arg("-o")
        .arg(wasm);
    command::run(&mut node)
}

/// A script of our own, smaller where that can be done.
///
/// # Errors
/// Where it can't be written down, or is no script.
pub(crate) fn minified(script: &str) -> Result<String> {
    let Some(optimiser) = setup::optimiser() else {
        return Ok(script.to_owned());
    };
    let folder = crate::root().join("target").join("tmp");
    fs::create_dir_all(&folder)?;
    let path = folder.join("boot.js");
    fs::write(&path, script)?;
    minify(&optimiser, &path, &[])?;
    Ok(fs::read_to_string(&path)?)
}

/// How scripts are made smaller. `boot.js` calls the one name that stays, in a worker, where it
/// stands in the same script as the bindings.
const MINIFIED: [&str; 3] = ["--compress", "--mangle", "reserved=[initSync]"];

/// Makes a script smaller, in its place.
fn minify(optimiser: &Optimiser, script: &Path, options: &[&str]) -> Result<()> {
    let mut node = command::program("node");
    node.arg(&optimiser.script).arg(script);
    node.args(options).args(MINIFIED);
    node.arg("--output").arg(script);
    command::run(&mut node)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_is_the_one_of_the_page() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact","target":{"name":"other","kind":["bin"]},"filenames":["/t/other.wasm"]}"#,
            "\nnot JSON\n",
            r#"{"reason":"compiler-artifact","target":{"name":"page","kind":["bin"]},"filenames":["/t/page.js","/t/page.wasm"]}"#,
            "\n",
            r#"{"reason":"build-finished","success":true}"#,
        );
        assert_eq!(
            artifact(messages, "page"),
            Some(PathBuf::from("/t/page.wasm"))
        );
        assert_eq!(artifact("", "page"), None);
    }
}
