//! Everything CI runs.

use crate::build::build;
use crate::steps::Steps;
use crate::tools::{command, run};
use anyhow::Result;

/// All tests; with `quick`, those of the inner loop.
pub fn test(steps: &mut Steps, _quick: bool) -> Result<()> {
    steps.run("Rust tests", || {
        run(command("cargo").args(["test", "--quiet", "--locked", "--package=tcaptcha"]))
    })?;
    build(steps).map(drop)
}
