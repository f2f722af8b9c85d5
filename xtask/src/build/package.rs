//! `pkg-template/` and the glue to `pkg/`, and `pkg/` to a tarball.

use super::wasm::OUT;
use crate::tools::{NPM, command, node, output, root, run};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;

/// Bundles the TypeScript, writes its types and the package's other files.
pub fn assemble() -> Result<()> {
    run(node("pkg-template/build.mjs").args([
        "--core",
        OUT,
        "--version",
        // Of the workspace, from which xtask and the crate both have it.
        env!("CARGO_PKG_VERSION"),
        "--out",
        "pkg",
    ]))
}

/// `npm pack` into `target/npm`; the tarball's path.
pub fn pack() -> Result<PathBuf> {
    let folder = root().join("target/npm");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let name = output(
        command(NPM)
            .args(["pack", "./pkg", "--ignore-scripts", "--loglevel=error"])
            .arg("--pack-destination")
            .arg(&folder),
    )?;
    let tarball = folder.join(name.trim());
    let size = fs::metadata(&tarball)
        .with_context(|| format!("npm pack named {}", tarball.display()))?
        .len();
    println!("  {} ({:.1} KB)", tarball.display(), size as f64 / 1024.0);
    Ok(tarball)
}
