//! Rust to one wasm that Node.js 8 can run.

use crate::tools::{command, node, root, run};
use anyhow::Result;
use std::fs;
use wasm_bindgen_cli_support::Bindgen;

/// Where the generated glue and the optimized wasm go.
pub const GLUE: &str = "target/glue";

/// The standard library as it comes formats a message for every panic, which nothing here would
/// print, names its files by their path on the machine that built it, and uses instructions that
/// Node.js 8 to 12 do not know. Built along with the crate, for WebAssembly 1.0 and told to trap at
/// once, it is a sixth of the wasm smaller, the same everywhere, and runs everywhere.
/// The flags are not stable yet; `RUSTC_BOOTSTRAP` lets the stable compiler take them, so that the
/// package is made by the toolchain that everything else is tested with.
const UNSTABLE: [&str; 7] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
    // Before LLVM, which inlines little when told to make little code: a seventh of the wasm less, and a
    // tenth of a token's time.
    "-Zinline-mir=yes",
    "-Zinline-mir-threshold=150",
    "-Zinline-mir-hint-threshold=200",
];

/// Compiles the crate, and the standard library for it. Flags that every build for the target needs
/// are in `.cargo/config.toml`; cargo adds these to them.
pub fn compile() -> Result<()> {
    let flags = format!("target.wasm32-unknown-unknown.rustflags={UNSTABLE:?}");
    run(command("cargo")
        .args(["build", "--quiet", "--release", "--locked"])
        .args([
            "--package=tcaptcha",
            "--lib",
            "--target=wasm32-unknown-unknown",
        ])
        .args([
            "-Zbuild-std=std,panic_abort",
            "-Zbuild-std-features=optimize_for_size",
        ])
        .args(["--config", &flags])
        .env("RUSTC_BOOTSTRAP", "1"))
}

/// Writes `glue.js` and `tcaptcha.wasm` to [`GLUE`].
pub fn generate() -> Result<()> {
    let out = root().join(GLUE);
    fs::create_dir_all(&out)?;
    Bindgen::new()
        .input_path(root().join("target/wasm32-unknown-unknown/release/tcaptcha.wasm"))
        .out_name("glue")
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&out)?;

    run(node("node_modules/binaryen/bin/wasm-opt")
        .arg(out.join("glue_bg.wasm"))
        .args([
            "--mvp-features",
            // Each of these passes makes it smaller still; none makes it slower.
            "--flatten",
            "--rereloop",
            "-Oz",
            "--converge",
            // Nothing lies in the first kilobyte: it is the end of the stack.
            "--low-memory-unused",
            "-Oz",
            "--const-hoisting",
            "--reorder-locals",
            "--reorder-functions",
            "--strip-target-features",
            "--strip-producers",
            "-o",
        ])
        .arg(out.join("tcaptcha.wasm")))
}
