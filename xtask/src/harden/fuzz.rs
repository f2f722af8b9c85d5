//! libFuzzer over the targets in `fuzz/`, on the nightly compiler.

use super::supply::{has_toolchain, skip, tool};
use crate::steps::Steps;
use crate::tools::{command, root, run};
use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::process::{Child, Command};

/// So many run at once; each takes one processor.
const AT_ONCE: usize = 2;

/// Runs each target for so many seconds, from the corpus in git.
pub fn run_targets(steps: &mut Steps, seconds: u32) -> Result<()> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return skip("fuzzing runs on Linux x64");
    }
    let cargo_fuzz = steps.run("tools of fuzzing", || {
        if !has_toolchain("+nightly") {
            let install = ["toolchain", "install", "nightly", "--profile=minimal"];
            run(command("rustup").args(install))
                .context("fuzzing takes a nightly compiler: rustup toolchain install nightly")?;
        }
        tool("cargo-fuzz", "0.13.2")
    })?;
    steps.run("fuzz targets", || {
        run(cargo(&cargo_fuzz).args(["fuzz", "build"]))
    })?;
    let targets = targets()?;
    for some in targets.chunks(AT_ONCE) {
        steps.run(&format!("fuzz {}, {seconds} s", some.join(", ")), || {
            let running = some
                .iter()
                .map(|target| Ok((target, start(&cargo_fuzz, target, seconds)?)))
                .collect::<Result<Vec<_>>>()?;
            // Each is waited for before one that failed is told.
            let results: Vec<_> = running
                .into_iter()
                .map(|(target, run)| finish(target, run))
                .collect();
            results.into_iter().collect::<Result<()>>()
        })?;
    }
    Ok(())
}

/// The names of the files in `fuzz_targets/`.
fn targets() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join("fuzz/fuzz_targets"))? {
        let path = entry?.path();
        if path.extension() == Some(OsStr::new("rs"))
            && let Some(name) = path.file_stem()
        {
            names.push(name.to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn cargo(cargo_fuzz: &str) -> Command {
    let mut cargo = command(cargo_fuzz);
    cargo
        .current_dir(root().join("fuzz"))
        .env("RUSTUP_TOOLCHAIN", "nightly");
    cargo
}

fn log(target: &str) -> std::path::PathBuf {
    root().join("target/fuzz-logs").join(target)
}

fn start(cargo_fuzz: &str, target: &str, seconds: u32) -> Result<Child> {
    // What is found goes beside the corpus in git, which stays small.
    let found = root().join("target/fuzz-corpus").join(target);
    fs::create_dir_all(&found)?;
    fs::create_dir_all(root().join("target/fuzz-logs"))?;
    let log = File::create(log(target))?;
    cargo(cargo_fuzz)
        .args(["fuzz", "run", target])
        .arg(found)
        .arg(format!("corpus/{target}"))
        .arg("--")
        .arg(format!("-max_total_time={seconds}"))
        .args(["-max_len=4096", "-dict=json.dict", "-print_final_stats=1"])
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
        .context("cargo-fuzz cannot be started")
}

/// Waits, and prints how many inputs there were; the end of the log if one of them failed.
fn finish(target: &str, mut running: Child) -> Result<()> {
    let status = running.wait()?;
    let text = String::from_utf8_lossy(&fs::read(log(target))?).into_owned();
    if !status.success() {
        let lines: Vec<_> = text.lines().collect();
        let end = lines.len().saturating_sub(40);
        println!("{}", lines.get(end..).unwrap_or_default().join("\n"));
        bail!(
            "fuzz target {target} failed: the whole log is {}",
            log(target).display()
        );
    }
    let executed = text
        .lines()
        .find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))
        .and_then(|count| count.trim().parse::<u64>().ok())
        .with_context(|| format!("fuzz target {target} printed no count"))?;
    println!("  {target}: {executed} inputs, none fails");
    Ok(())
}
