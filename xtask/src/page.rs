//! Compiling the page: cargo, then the JavaScript bindings, then wasm-opt, and terser for the bindings.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use crate::command;
use crate::setup;
use crate::single;
use crate::site;

/// The target that browsers run.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// What makes cargo see the page and not the command line.
pub(crate) const FEATURES: [&str; 3] = ["--no-default-features", "--features", "page"];

/// The compiled page.
pub(crate) struct App {
    /// The bindings: a module whose default export loads the other.
    pub(crate) js: Vec<u8>,
    /// The same bindings as a script that is no module, for a page opened from disk.
    pub(crate) classic_js: Vec<u8>,
    pub(crate) wasm: Vec<u8>,
    /// It in gzip, for the single file.
    pub(crate) wasm_gzip: Vec<u8>,
}

/// Compiles what has changed since the last time.
///
/// Where the optimiser isn't installed, the page is left as it is, with a warning: it works, at
/// about a fifth more to download.
///
/// # Errors
/// Where the code doesn't compile or a tool fails.
pub(crate) fn build() -> Result<App> {
    build_program("page")
}

/// Compiles one of the programs for browsers, `page` or `bench`.
///
/// # Errors
/// As [`build`].
pub(crate) fn build_program(program: &str) -> Result<App> {
    let compiled = compile(program)?;
    let wasm = fs::read(&compiled).with_context(|| format!("can't read {}", compiled.display()))?;
    let optimiser = setup::optimiser();

    // The compiled page names the version of the bindings that it needs, so it, the optimiser's
    // version and what is made of it are all that the result depends on.
    let version = optimiser
        .as_ref()
        .map_or("none", |optimiser| &optimiser.version);
    let key = site::hash(&[
        &wasm,
        version.as_bytes(),
        CLASSIC.as_bytes(),
        PACKED.as_bytes(),
        MEMORY.as_bytes(),
        MINIFIED.concat().as_bytes(),
    ]);
    let folder = compiled.with_file_name(format!("bound-{program}"));
    let key_file = folder.join("key");
    if fs::read_to_string(&key_file).is_ok_and(|last| last == key) {
        println!("    nothing has changed since the last build");
    } else {
        // A build that is broken off must not look finished.
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .with_context(|| format!("can't remove {}", folder.display()))?;
        }
        bind(&compiled, &folder)?;
        bind_classic(&compiled, &folder)?;
        match &optimiser {
            Some(optimiser) => {
                optimise(&optimiser.wasm, &folder.join("page_bg.wasm"))?;
                minify(&optimiser.script, &folder.join("page.js"), &["--module"])?;
                minify(
                    &optimiser.script,
                    &folder.join(CLASSIC).join("page.js"),
                    &[],
                )?;
            }
            None => println!(
                "    warning: the page is not optimised for size, which needs Node.js and npm"
            ),
        }
        println!("    packing the module for the single file");
        let packed = single::gzip(&fs::read(folder.join("page_bg.wasm"))?)?;
        fs::write(folder.join(PACKED), packed)?;
        fs::write(&key_file, key)?;
    }
    Ok(App {
        js: fs::read(folder.join("page.js"))?,
        classic_js: fs::read(folder.join(CLASSIC).join("page.js"))?,
        wasm: fs::read(folder.join("page_bg.wasm"))?,
        wasm_gzip: fs::read(folder.join(PACKED))?,
    })
}

/// Runs cargo; the path of the module that it made.
fn compile(program: &str) -> Result<PathBuf> {
    let mut cargo = command::cargo();
    cargo
        .args(["build", "--profile", "page", "--target", TARGET])
        .args(["--bin", program])
        .args(FEATURES)
        .args(["--config", &nameless_paths()])
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
/// of panics would name them.
fn nameless_paths() -> String {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(env::home_dir()?.join(".cargo")));
    let crates = home.unwrap_or_default().join("registry").join("src");
    let flag = format!("--remap-path-prefix={}=crates", crates.display());
    // A string of JSON is one of TOML.
    format!("target.{TARGET}.rustflags=[{}]", Value::from(flag))
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

/// Writes `page.js` and `page_bg.wasm` into the folder.
///
/// The generator's library is what its command line is made of; it promises no stable
/// interface, which is why its version is pinned exactly and it is called here alone.
fn bind(compiled: &Path, folder: &Path) -> Result<()> {
    println!("    generating the bindings");
    Bindgen::new()
        .input_path(compiled)
        .out_name("page")
        .typescript(false)
        .web(true)?
        .generate(folder)
        .context("the JavaScript bindings can't be generated")?;
    let bindings = folder.join("page.js");
    fs::write(&bindings, with_data(&fs::read_to_string(&bindings)?)?)?;
    ensure!(
        !folder.join("snippets").exists(),
        "a dependency of the page brings JavaScript of its own, which the build doesn't copy"
    );
    Ok(())
}

/// The module in gzip, beside it.
const PACKED: &str = "page_bg.wasm.gz";

/// What the bindings say to `boot.js`.
const MEMORY: &str = "globalThis.appgwDoctorMemory?.(wasm.memory);";

/// The bindings with a word to `boot.js` before the program starts: its data may stand in another file.
fn with_data(bindings: &str) -> Result<String> {
    const START: &str = "wasm.__wbindgen_start();";
    ensure!(
        bindings.matches(START).count() == 1,
        "the bindings don't start the program as they used to"
    );
    Ok(bindings.replace(START, &format!("{MEMORY}\n    {START}")))
}

/// The folder, within that of the bindings, of those that are no module.
const CLASSIC: &str = "classic";

/// Writes the bindings that are no module. They must fit the module of [`bind`], so that both
/// kinds of page run the same.
fn bind_classic(compiled: &Path, folder: &Path) -> Result<()> {
    let classic = folder.join(CLASSIC);
    Bindgen::new()
        .input_path(compiled)
        .out_name("page")
        .typescript(false)
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
fn optimise(script: &Path, wasm: &Path) -> Result<()> {
    let mut node = command::program("node");
    // No features are named: the optimiser reads those that the module uses from the module.
    // `--all-features` makes modules that browsers refuse.
    node.arg(script).arg("-Oz").arg(wasm).arg("-o").arg(wasm);
    command::run(&mut node)
}

/// How scripts are made smaller. `boot.js` calls the one name that stays, in a worker, where it
/// stands in the same script as the bindings.
const MINIFIED: [&str; 3] = ["--compress", "--mangle", "reserved=[initSync]"];

/// Makes a script smaller, in its place.
fn minify(minifier: &Path, script: &Path, options: &[&str]) -> Result<()> {
    let mut node = command::program("node");
    node.arg(minifier).arg(script).args(options).args(MINIFIED);
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
