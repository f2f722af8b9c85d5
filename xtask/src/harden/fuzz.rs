//! libFuzzer over the targets in `fuzz/`, on the nightly compiler.

use super::supply::{skip, tool};
use crate::steps::Steps;
use crate::tools::{command, output, root, run};
use anyhow::Result;
use std::fs;

const TARGETS: [&str; 4] = [
    "inspect_token",
    "captcha_result",
    "verify_response",
    "signing",
];

/// Runs each target for so many seconds, from the corpus in git.
pub fn run_targets(steps: &mut Steps, seconds: u32) -> Result<()> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        return skip("fuzzing runs on Linux x64");
    }
    if output(command("rustc").args(["+nightly", "--version"])).is_err() {
        return skip("fuzzing takes a nightly compiler: rustup toolchain install nightly");
    }
    let cargo_fuzz = steps.run("cargo-fuzz", || tool("cargo-fuzz", "0.13.2"))?;
    for target in TARGETS {
        steps.run(&format!("fuzz {target}, {seconds} s"), || {
            // What is found goes beside the corpus in git, which stays small.
            let found = root().join("target/fuzz-corpus").join(target);
            fs::create_dir_all(&found)?;
            run(command(&cargo_fuzz)
                .current_dir(root().join("fuzz"))
                .env("RUSTUP_TOOLCHAIN", "nightly")
                .args(["fuzz", "run", target])
                .arg(found)
                .arg(format!("corpus/{target}"))
                .arg("--")
                .arg(format!("-max_total_time={seconds}"))
                .args(["-max_len=4096", "-print_final_stats=1", "-verbosity=0"]))
        })?;
    }
    Ok(())
}
