//! The whole flow, to look at.

use crate::build::build;
use crate::site::demo_page;
use crate::steps::Steps;
use crate::tools::{node, run};
use anyhow::Result;

/// Builds package and page, prints one round trip and serves the page until Ctrl+C. The
/// documentation beside it is built when somebody asks for it.
pub fn demo(steps: &mut Steps) -> Result<()> {
    build(steps)?;
    demo_page(steps)?;
    steps.summary();
    run(node("www/server/main.mjs").arg("--round-trip"))
}
