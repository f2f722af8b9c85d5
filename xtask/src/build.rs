//! From Rust and TypeScript to the npm package.

mod licenses;
mod notices;
mod package;
mod wasm;

use crate::steps::Steps;
use crate::tools;
use anyhow::Result;
use std::path::PathBuf;

/// Builds `pkg/` and packs it; the tarball's path.
pub fn build(steps: &mut Steps) -> Result<PathBuf> {
    steps.run("check Node.js and npm", tools::check_node)?;
    steps.run("Rust components", tools::ensure_rust)?;
    steps.run("npm tools of the build", || tools::npm_ci("."))?;
    let linked = steps.run("Rust to wasm", wasm::compile)?;
    steps.run("glue and plain WebAssembly 1.0", wasm::generate)?;
    steps.run("third-party notices", || notices::write(&linked))?;
    steps.run("TypeScript to pkg/", package::assemble)?;
    steps.run("npm pack", package::pack)
}
