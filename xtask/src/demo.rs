//! The whole flow, to look at.

use crate::build::build;
use crate::steps::Steps;
use crate::tools::{NPM, command, node, npm_ci, root, run};
use anyhow::Result;

/// Builds package and page, prints one round trip and serves the page until Ctrl+C.
pub fn demo(steps: &mut Steps) -> Result<()> {
    build(steps)?;
    steps.run("npm tools of the page", || npm_ci("www"))?;
    steps.run("the page", || {
        run(command(NPM).current_dir(root().join("www")).args([
            "run",
            "--silent",
            "build",
            "--",
            "--logLevel=warn",
        ]))
    })?;
    steps.summary();
    run(node("www/server/main.mjs").arg("--round-trip"))
}
