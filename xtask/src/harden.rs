//! Hardening: hostile inputs, faults, supply chain. `short` is part of `cargo xtask test`; the long
//! forms take hours.

mod fuzz;
mod supply;

use crate::build::build;
use crate::steps::Steps;
use crate::tools::{command, node, run};
use anyhow::Result;

/// How much of everything is done.
struct Amounts {
    hostile_values: &'static str,
    fuzz_seconds: u32,
    soak_seconds: &'static str,
    timing_samples: &'static str,
}

const SHORT: Amounts = Amounts {
    hostile_values: "5000",
    fuzz_seconds: 30,
    soak_seconds: "60",
    timing_samples: "20000",
};

const LONG: Amounts = Amounts {
    hostile_values: "1000000",
    fuzz_seconds: 1800,
    soak_seconds: "3600",
    timing_samples: "1000000",
};

/// The short forms, on a package that is built already.
pub fn short(steps: &mut Steps) -> Result<()> {
    common(steps, &SHORT)?;
    supply::check(steps)
}

/// The long forms, coverage and mutation testing.
pub fn harden(steps: &mut Steps) -> Result<()> {
    build(steps)?;
    common(steps, &LONG)?;
    supply::check(steps)?;
    supply::reproducible(steps)?;
    supply::sbom(steps)?;
    supply::coverage(steps)?;
    supply::mutants(steps)
}

fn common(steps: &mut Steps, amounts: &Amounts) -> Result<()> {
    steps.run("hostile values, attacks, secrets", || {
        run(node("tests/harden/run.mjs").env("TCAPTCHA_VALUES", amounts.hostile_values))
    })?;
    steps.run("soak", || {
        run(command("node").args(["--expose-gc", "tests/harden/soak.mjs", amounts.soak_seconds]))
    })?;
    steps.run("timing of the token path", || {
        // The portable backends, which are those of the wasm, not the processor's instructions.
        run(command("cargo")
            .args(["run", "--quiet", "--release", "--locked"])
            .args(["--manifest-path", "tests/harden/timing/Cargo.toml", "--"])
            .arg(amounts.timing_samples)
            .env(
                "RUSTFLAGS",
                "--cfg aes_force_soft --cfg polyval_force_soft --cfg aes_backend=\"soft\"",
            ))
    })?;
    fuzz::run_targets(steps, amounts.fuzz_seconds)
}
