//! The package against what people would use instead.

use crate::build::build;
use crate::steps::Steps;
use crate::tools::{node, run};
use anyhow::Result;

/// Whether these are options of `cargo xtask bench`.
pub fn are_options(words: &[&str]) -> bool {
    match words {
        [] => true,
        ["--quick", rest @ ..] | ["--against", _, rest @ ..] => are_options(rest),
        _ => false,
    }
}

/// Builds the package and measures it as installed from its tarball; see `benches/run.mjs`.
pub fn bench(steps: &mut Steps, options: &[&str]) -> Result<()> {
    let tarball = build(steps)?;
    steps.run("measure", || {
        run(node("benches/run.mjs")
            .arg("--tarball")
            .arg(&tarball)
            .args(options))
    })?;
    steps.summary();
    Ok(())
}
