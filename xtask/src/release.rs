//! Everything that is checked before a release, and the files that it is made of.

use crate::build::build;
use crate::steps::Steps;
use crate::tools::{command, node, output, root, run};
use anyhow::{Result, bail};
use std::fs;

/// Where the files are left, ready to publish.
const FILES: &str = "target/release-files";

/// Checks, and writes the files; publishes nothing.
pub fn dry_run(steps: &mut Steps) -> Result<()> {
    steps.run("clean tree", check_clean)?;
    steps.run("versions and changelog", || {
        run(&mut node("xtask/release/check-versions.mjs"))
    })?;
    let tarball = build(steps)?;
    steps.run("budgets and the packed package", || {
        run(node("tests/packaging/run.mjs").arg("--quick"))
    })?;
    steps.run("documentation", || {
        run(node("tests/docs/run.mjs").arg("--quick"))
    })?;
    steps.run("crate package", || {
        run(command("cargo").args(["package", "--locked", "--package", "tcaptcha"]))
    })?;
    steps.run("release files", || {
        let folder = root().join(FILES);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        run(node("xtask/release/write-files.mjs")
            .arg(tarball)
            .arg(FILES))
    })?;
    // A build that changes what is committed has not been committed whole.
    steps.run("clean tree, still", check_clean)
}

fn check_clean() -> Result<()> {
    let changes = output(command("git").args(["status", "--porcelain"]))?;
    if !changes.is_empty() {
        bail!("commit or remove these first:\n{}", changes.trim_end());
    }
    Ok(())
}
