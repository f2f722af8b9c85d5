//! Hardening: hostile inputs, faults, supply chain. `short` takes minutes, the long forms hours.

mod fuzz;
mod supply;

pub use supply::sbom;

use crate::build::build;
use crate::steps::Steps;
use crate::tools::{command, node, output, run};
use anyhow::{Context, Result, bail};

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
        timing(amounts.timing_samples)
    })?;
    fuzz::run_targets(steps, amounts.fuzz_seconds)
}

/// Welch's t of each bench, in the manner of dudect. Above 10 is a leak on a quiet machine; a shared
/// one is given more before the test fails, and the control has to be seen to leak.
fn timing(samples: &str) -> Result<()> {
    const SUSPICIOUS: f64 = 10.0;
    const FAILS: f64 = 50.0;
    // The portable backends, which are those of the wasm, not the processor's own instructions.
    let flags = "--cfg aes_force_soft --cfg aes_compact --cfg polyval_force_soft";
    let report = output(
        command("cargo")
            .args(["run", "--quiet", "--release"])
            .args([
                "--manifest-path=tests/harden/timing/Cargo.toml",
                "--",
                samples,
            ])
            .env("RUSTFLAGS", flags),
    )?;
    let mut benches = 0;
    for line in report.lines() {
        let Some((name, figures)) = line.split_once(" ... : ") else {
            continue;
        };
        let name = name.trim_start_matches("bench ").trim();
        let t = figures
            .split_once("max t = ")
            .and_then(|(_, rest)| rest.split(',').next()?.parse::<f64>().ok())
            .context("the timing test printed no t")?
            .abs();
        let control = name.starts_with("control");
        let verdict = match (control, t) {
            (true, t) if t > FAILS => "leaks, as it should",
            (true, _) => bail!("the timing test does not see the control leak: |t| = {t:.1}"),
            (false, t) if t > FAILS => bail!("{name} depends on the secret: |t| = {t:.1}"),
            (false, t) if t > SUSPICIOUS => "suspicious: repeat it on a quiet machine",
            (false, _) => "no dependence on the secret seen",
        };
        println!("  {name}: |t| = {t:.1}, {verdict}");
        benches += 1;
    }
    if benches < 5 {
        bail!("the timing test ran {benches} benches");
    }
    Ok(())
}
