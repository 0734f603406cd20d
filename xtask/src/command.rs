//! Running steps and programs, so that a reader of the output can follow.

use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

/// Runs a step between its heading and the time it took.
///
/// # Errors
/// Those of the step itself.
pub(crate) fn step<T>(title: &str, run: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n==> {title}");
    let started = Instant::now();
    let outcome = run();
    let verdict = if outcome.is_ok() { "done" } else { "failed" };
    println!(
        "    {title}: {verdict} in {:.1} s",
        started.elapsed().as_secs_f32()
    );
    outcome
}

/// `cargo`, the one that runs this program, in the project's folder.
pub(crate) fn cargo() -> Command {
    program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// `npm`, which on Windows is a script with a name of its own.
pub(crate) fn npm() -> Command {
    program(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Any program, in the project's folder.
pub(crate) fn program(name: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(crate::root());
    command
}

/// Shows a command, then runs it with its output going where ours goes.
///
/// # Errors
/// Where it can't be started or ends with another status than 0.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    println!("    $ {}", line(command));
    let status = command
        .status()
        .with_context(|| format!("`{}` could not be started", name(command)))?;
    if !status.success() {
        bail!("`{}` ended with {status}", line(command));
    }
    Ok(())
}

/// Runs a command for what it prints, which is returned without the closing line break.
///
/// # Errors
/// Where it can't be started, ends with another status than 0, or prints no UTF-8.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::null())
        .output()
        .with_context(|| format!("`{}` could not be started", name(command)))?;
    if !output.status.success() {
        bail!("`{}` ended with {}", line(command), output.status);
    }
    let text = String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` printed something unreadable", line(command)))?;
    Ok(text.trim_end().to_owned())
}

/// The command as a person would type it.
pub(crate) fn line(command: &Command) -> String {
    let mut line = name(command);
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

/// A program's name without the folder it is in.
fn name(command: &Command) -> String {
    let path = std::path::Path::new(command.get_program());
    path.file_stem()
        .unwrap_or(command.get_program())
        .to_string_lossy()
        .into_owned()
}
