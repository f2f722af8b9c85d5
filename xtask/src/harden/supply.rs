//! What the package is made of, and whether it is made the same everywhere.

use crate::steps::Steps;
use crate::tools::{clippy, command, node, output, root, run};
use anyhow::{Result, bail};
use std::env::consts::EXE_SUFFIX;
use std::process::Stdio;

/// Says what cannot be done here; under `CI=true` that is a failure.
pub fn skip(reason: &str) -> Result<()> {
    if std::env::var("CI").is_ok_and(|ci| ci == "true") {
        bail!("cannot be skipped under CI: {reason}");
    }
    println!("  skipped: {reason}");
    Ok(())
}

/// Whether rustup has it, without a word about it.
pub fn has_toolchain(toolchain: &str) -> bool {
    let mut rustc = command("rustc");
    rustc.args([toolchain, "--version"]);
    let quiet = rustc.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// A cargo tool of exactly this version in a folder of its own in `target/tools`; its path.
pub fn tool(name: &str, version: &str) -> Result<String> {
    let folder = root()
        .join("target/tools")
        .join(format!("{name}-{version}"));
    let program = folder.join("bin").join(format!("{name}{EXE_SUFFIX}"));
    if !program.exists() {
        // Quick to compile: it runs for seconds only.
        run(command("cargo")
            .args(["install", "--quiet", "--locked", name, "--version", version])
            .arg("--root")
            .arg(&folder)
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"))?;
    }
    Ok(program.to_string_lossy().into_owned())
}

/// Licences, bans, sources, advisories; the MSRV; npm's locks and advisories.
pub fn check(steps: &mut Steps) -> Result<()> {
    let deny = steps.run("cargo-deny", || tool("cargo-deny", "0.20.2"))?;
    for manifest in MANIFESTS {
        steps.run(&format!("licenses, bans, sources: {manifest}"), || {
            run(command(&deny)
                .args(["--manifest-path", manifest, "--config=deny.toml"])
                .args(["--locked", "check", "licenses", "bans", "sources"]))
        })?;
    }
    advisories(steps, &deny)?;
    msrv(steps)?;
    steps.run("npm locks", || run(&mut node("tests/harden/locks.mjs")))?;
    npm_audit(steps)
}

/// What has a `Cargo.lock` of its own.
const MANIFESTS: [&str; 3] = [
    "Cargo.toml",
    "fuzz/Cargo.toml",
    "tests/harden/timing/Cargo.toml",
];

fn advisories(steps: &mut Steps, deny: &str) -> Result<()> {
    let name = "advisories of the crates";
    let fetched = output(command(deny).args(["fetch", "db"]));
    if fetched.is_err() {
        steps.not_run(name, "RustSec's database cannot be had");
        return Ok(());
    }
    steps.run(name, || {
        run(command(deny).args(["check", "advisories", "--disable-fetch"]))
    })
}

fn npm_audit(steps: &mut Steps) -> Result<()> {
    /// How the script says that the registry answers no audits.
    const UNANSWERED: i32 = 3;
    let name = "npm audit";
    let status = node("tests/harden/audit.mjs").status()?;
    if status.code() == Some(UNANSWERED) {
        steps.not_run(name, "the registry here does not answer it");
        return Ok(());
    }
    steps.run(name, || match status.success() {
        true => Ok(()),
        false => bail!("npm knows of weaknesses"),
    })
}

/// The stated version's compiler, installed by rustup where it is missing, builds the crate; clippy
/// looks for what came later in any case.
fn msrv(steps: &mut Steps) -> Result<()> {
    /// Of the workspace, from which xtask and the crate both have it.
    const STATED: &str = env!("CARGO_PKG_RUST_VERSION");
    steps.run("nothing newer than the MSRV, by clippy", || {
        clippy(
            &["--package=tcaptcha", "--lib"],
            "-Dclippy::incompatible_msrv",
        )
    })?;
    let toolchain = format!("+{STATED}");
    let has = || has_toolchain(&toolchain);
    let install = ["toolchain", "install", STATED, "--profile=minimal"];
    let name = format!("build by Rust {STATED}, the MSRV");
    if !has() && (run(command("rustup").args(install)).is_err() || !has()) {
        steps.not_run(&name, "rustup cannot get it");
        return Ok(());
    }
    steps.run(&name, || {
        run(command("cargo").args([
            &toolchain,
            "check",
            "--quiet",
            "--locked",
            "--package=tcaptcha",
            "--target-dir=target/msrv",
        ]))
    })
}

/// Two clean builds in different folders give the same tarball, byte for byte.
pub fn reproducible(steps: &mut Steps) -> Result<()> {
    steps.run("reproducible build", || {
        run(&mut node("tests/harden/reproducible.mjs"))
    })
}

/// A CycloneDX bill of materials of the crate, with what the wasm is made of; `target/sbom/`.
pub fn sbom(steps: &mut Steps) -> Result<()> {
    steps.run("SBOM", || {
        let cyclonedx = tool("cargo-cyclonedx", "0.5.9")?;
        run(command(&cyclonedx).args([
            "cyclonedx",
            "--format=json",
            "--spec-version=1.5",
            "--target=wasm32-unknown-unknown",
            "--override-filename=sbom",
        ]))?;
        run(node("tests/harden/sbom.mjs").arg("sbom.json"))
    })
}

/// Lines of the core by llvm-cov, of the package's JavaScript by monocart: at least 95 % each.
pub fn coverage(steps: &mut Steps) -> Result<()> {
    steps.run("coverage of the Rust core", || {
        let component = ["component", "add", "llvm-tools"];
        run(command("rustup").args(component))?;
        let llvm_cov = tool("cargo-llvm-cov", "0.9.1")?;
        run(command(&llvm_cov).args([
            "llvm-cov",
            "--package=tcaptcha",
            "--summary-only",
            "--fail-under-lines=95",
        ]))
    })?;
    steps.run("coverage of the JavaScript", || {
        run(&mut node("tests/harden/coverage.mjs"))
    })
}

/// Mutants of the core that no test notices; `tests/harden/mutants.md` explains those that stay.
pub fn mutants(steps: &mut Steps) -> Result<()> {
    steps.run("mutation testing", || {
        let mutants = tool("cargo-mutants", "27.1.0")?;
        // A quick build and few random cases, because this is done some hundred times.
        run(command(&mutants)
            .args(["mutants", "--package=tcaptcha", "--timeout=60"])
            .args(["--output=target/mutants", "--colors=never"])
            .args(["--", "--lib", "--tests"])
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("PROPTEST_CASES", "16"))
    })
}
