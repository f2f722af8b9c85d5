//! The tools of other people: found, installed, called.

use anyhow::{Context, Result, bail};
use std::env::consts::EXE_EXTENSION;
use std::ffi::OsStr;
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
    let major = output(command("node").args(["-p", "parseInt(process.versions.node)"]))
        .context(ADVICE)?
        .trim()
        .parse::<u32>()?;
    if major < 20 {
        bail!("Node.js is of version {major}: {ADVICE}");
    }
    output(command(NPM).arg("--version")).context(ADVICE)?;
    Ok(())
}

/// Adds what a minimal Rust lacks: what compiling to wasm takes, the target and the source of the
/// standard library; and the tools of the first tests.
pub fn ensure_rust() -> Result<()> {
    let sysroot = output(command("rustc").args(["--print", "sysroot"]))?;
    let sysroot = Path::new(sysroot.trim());
    for (installed, kind, name) in [
        (
            "lib/rustlib/wasm32-unknown-unknown",
            "target",
            "wasm32-unknown-unknown",
        ),
        ("lib/rustlib/src/rust/library", "component", "rust-src"),
        ("bin/cargo-fmt", "component", "rustfmt"),
        ("bin/cargo-clippy", "component", "clippy"),
    ] {
        let path = sysroot.join(installed);
        if !path.exists() && !path.with_extension(EXE_EXTENSION).exists() {
            run(command("rustup").args([kind, "add", name])).with_context(|| {
                format!("install it with `rustup {kind} add {name}`, or your distribution's package of it")
            })?;
        }
    }
    Ok(())
}

/// `npm ci` in a folder of the repository, unless what is installed fits the lock file.
pub fn npm_ci(folder: &str) -> Result<()> {
    run(node("tests/support/install.mjs").arg(folder))
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
