//! The package against what people would use instead.

use crate::build::build;
use crate::steps::Steps;
use crate::tools::{node, run};
use anyhow::Result;

/// Builds the package and measures it as installed from its tarball; see `benches/run.mjs`.
pub fn bench(steps: &mut Steps, quick: bool) -> Result<()> {
    let tarball = build(steps)?;
    steps.run("measure", || {
        run(node("benches/run.mjs")
            .arg("--tarball")
            .arg(&tarball)
            .args(quick.then_some("--quick")))
    })?;
    steps.summary();
    Ok(())
}
