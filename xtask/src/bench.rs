//! `cargo xtask bench`: the benchmarks, whose results `benches/README.md` keeps.

use std::fs;

use anyhow::Result;

use crate::{command, page, setup};

/// Measures on this machine, then the same in a browser, beside other programs for it.
///
/// # Errors
/// Where one of them can't be built or run.
pub(crate) fn run() -> Result<()> {
    command::step("Set up the benchmarks", || {
        setup::build()?;
        let mut npm = command::npm();
        npm.args(["ci", "--ignore-scripts", "--prefix", "benches"]);
        command::run(&mut npm)
    })?;
    command::step("On this machine", || {
        for bench in ["reading", "chain"] {
            let mut cargo = command::cargo();
            command::run(cargo.args(["bench", "--package", "appgw-doctor", "--bench", bench]))?;
        }
        Ok(())
    })?;
    let folder = command::step("Build the one for browsers", || {
        let (js, wasm) = page::build_bench()?;
        let folder = crate::root().join("target").join("tmp");
        fs::copy(js, folder.join("bench.js"))?;
        fs::copy(wasm, folder.join("bench.wasm"))?;
        Ok(folder)
    })?;
    let chromium = command::step("Set up the browser", setup::chromium)?;
    command::step("In the browser", || {
        let mut node = command::program("node");
        node.arg("benches/browser.mjs")
            .arg(folder)
            .env("CHROMIUM", chromium);
        command::run(&mut node)
    })
}
