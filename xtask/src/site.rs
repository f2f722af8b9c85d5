//! The documentation site, and the demo page that is its playground.

use crate::build::build;
use crate::steps::Steps;
use crate::tools::{NPM, command, node, npm_ci, root, run};
use anyhow::Result;

/// Builds the site into target/site, where any static server can take it from.
pub fn site(steps: &mut Steps) -> Result<()> {
    build(steps)?;
    demo_page(steps)?;
    steps.run("the documentation site", || {
        run(&mut node("www/site/build.mjs"))
    })?;
    steps.summary();
    println!(
        "\nThe site is in target/site: serve that folder as it is, at any address, or copy it elsewhere."
    );
    Ok(())
}

/// Builds the demo page into www/dist.
pub fn demo_page(steps: &mut Steps) -> Result<()> {
    steps.run("npm tools of the page", || npm_ci("www"))?;
    steps.run("the page", || {
        run(command(NPM).current_dir(root().join("www")).args([
            "run",
            "--silent",
            "build",
            "--",
            "--logLevel=warn",
        ]))
    })
}
