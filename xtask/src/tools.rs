//! The tools of other people: found, installed, called.

use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The repository's folder.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// A command that runs in the repository's folder.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// A Node.js script of the repository.
pub fn node(script: &str) -> Command {
    let mut command = command("node");
    command.arg(script);
    command
}

/// Runs a command, its output going to the terminal.
pub fn run(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .with_context(|| format!("{program} cannot be started"))?;
    if !status.success() {
        bail!("{} ended with {status}", describe(command));
    }
    Ok(())
}

/// Runs a command and takes its standard output.
pub fn output(command: &mut Command) -> Result<String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("{program} cannot be started"))?;
    if !output.status.success() {
        bail!("{} ended with {}", describe(command), output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn describe(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    words.join(" ")
}

/// Says in one sentence what to install when Node.js or npm is missing or too old.
pub fn check_node() -> Result<()> {
    const ADVICE: &str = "install Node.js 20 or newer, with npm, from https://nodejs.org";
    let version = output(command("node").arg("--version")).context(ADVICE)?;
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < 20) {
        bail!("Node.js is {}: {ADVICE}", version.trim());
    }
    output(command(NPM).arg("--version")).context(ADVICE)?;
    Ok(())
}

/// Adds what compiling to wasm takes, when it is missing: the target, and the source of the
/// standard library.
pub fn ensure_wasm_target() -> Result<()> {
    let sysroot = output(command("rustc").args(["--print", "sysroot"]))?;
    let lib = Path::new(sysroot.trim()).join("lib/rustlib");
    for (installed, kind, name) in [
        ("wasm32-unknown-unknown", "target", "wasm32-unknown-unknown"),
        ("src/rust/library", "component", "rust-src"),
    ] {
        if !lib.join(installed).exists() {
            run(command("rustup").args([kind, "add", name])).with_context(|| {
                format!("install it with `rustup {kind} add {name}`, or your distribution's package of it")
            })?;
        }
    }
    Ok(())
}

/// `npm ci` in a folder of the repository, unless what is installed fits the lock file.
pub fn npm_ci(folder: &str) -> Result<()> {
    let folder = root().join(folder);
    let lock = fs::read(folder.join("package-lock.json"))
        .with_context(|| format!("no package-lock.json in {}", folder.display()))?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(command(NPM).current_dir(&folder).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))?;
    fs::write(stamp, lock)?;
    Ok(())
}

/// npm's name as a program.
pub const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Clippy over these targets, failing on what the lint says.
pub fn clippy(targets: &[&str], lint: &str) -> Result<()> {
    run(command("cargo")
        .args(["clippy", "--quiet", "--locked"])
        .args(targets)
        .args(["--", lint]))
}
