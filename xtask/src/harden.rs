//! Hardening: hostile inputs, faults, supply chain. `short` takes minutes, the long forms hours.

mod fuzz;
mod supply;

pub use supply::sbom;

use crate::build::build;
use crate::steps::Steps;
use crate::tools::{command, node, npm_ci, output, run};
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
    fuzz_seconds: 15,
    soak_seconds: "30",
    timing_samples: "20000",
};

const LONG: Amounts = Amounts {
    hostile_values: "1000000",
    fuzz_seconds: 1800,
    soak_seconds: "3600",
    timing_samples: "1000000",
};

/// One of the steps below.
type Step = fn(&mut Steps) -> Result<()>;

/// The short forms that `cargo xtask test` runs too, on a package that is built already, besides
/// `tests/harden/run.mjs`, which is one of its areas.
const SHORT_STEPS: &[(&str, Step)] = &[
    // First: cargo-fuzz would bring a lock file up to date by itself, and nobody would know.
    ("supply", supply::check),
    ("soak", |steps| soak(steps, &SHORT)),
    ("timing", |steps| timing(steps, &SHORT)),
    ("fuzz", |steps| fuzz::run_targets(steps, SHORT.fuzz_seconds)),
];

/// One of the short forms, on a package that is built already.
pub fn only(steps: &mut Steps, name: &str) -> Result<()> {
    let (_, step) = SHORT_STEPS
        .iter()
        .find(|(one, _)| *one == name)
        .with_context(|| format!("no short form is called {name}"))?;
    step(steps)
}

/// All short forms, one failure ending them.
pub fn short(steps: &mut Steps) -> Result<()> {
    build(steps)?;
    hostile(steps, &SHORT)?;
    for (_, step) in SHORT_STEPS {
        step(steps)?;
    }
    steps.summary();
    Ok(())
}

/// The long forms, the reproducible build, coverage and mutation testing.
pub fn harden(steps: &mut Steps) -> Result<()> {
    build(steps)?;
    hostile(steps, &LONG)?;
    for folder in ["js", "check", "browser/page"] {
        steps.run(&format!("long form of tests/{folder}"), || {
            run(node(&format!("tests/{folder}/run.mjs")).arg("--long"))
        })?;
    }
    supply::check(steps)?;
    soak(steps, &LONG)?;
    timing(steps, &LONG)?;
    fuzz::run_targets(steps, LONG.fuzz_seconds)?;
    supply::reproducible(steps)?;
    supply::coverage(steps)?;
    supply::mutants(steps)?;
    steps.summary();
    Ok(())
}

fn hostile(steps: &mut Steps, amounts: &Amounts) -> Result<()> {
    steps.run("hostile values, attacks, secrets", || {
        run(node("tests/harden/run.mjs").env("TCAPTCHA_VALUES", amounts.hostile_values))
    })
}

fn soak(steps: &mut Steps, amounts: &Amounts) -> Result<()> {
    steps.run("npm tools of the soak", || npm_ci("tests/harden"))?;
    steps.run(&format!("soak, {} s", amounts.soak_seconds), || {
        run(command("node").args(["--expose-gc", "tests/harden/soak.mjs", amounts.soak_seconds]))
    })
}

fn timing(steps: &mut Steps, amounts: &Amounts) -> Result<()> {
    steps.run("timing of the token path", || {
        dudect(amounts.timing_samples)
    })
}

/// Welch's t of each bench, in the manner of dudect. Above 10 is a leak on a quiet machine; a shared
/// one is given more before the test fails, and the control has to be seen to leak.
fn dudect(samples: &str) -> Result<()> {
    const SUSPICIOUS: f64 = 10.0;
    const FAILS: f64 = 50.0;
    // The portable backends, which are those of the wasm, not the processor's own instructions.
    let flags = "--cfg aes_force_soft --cfg aes_compact --cfg polyval_force_soft";
    let report = output(
        command("cargo")
            .args(["run", "--quiet", "--release", "--locked"])
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
