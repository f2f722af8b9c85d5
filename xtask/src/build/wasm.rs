//! Rust to one wasm that Node.js 8 can run.

use crate::tools::{command, node, root, run};
use anyhow::Result;
use std::fs;
use wasm_bindgen_cli_support::Bindgen;

/// Where the generated glue and the optimized wasm go.
pub const GLUE: &str = "target/glue";

/// Compiles the crate; the flags that keep reference types and multi-value out are in
/// `.cargo/config.toml`, where cargo takes flags of a target from.
pub fn compile() -> Result<()> {
    run(command("cargo").args([
        "build",
        "--quiet",
        "--release",
        "--locked",
        "--package=tcaptcha",
        "--lib",
        "--target=wasm32-unknown-unknown",
    ]))
}

/// Writes `glue.js` and `tcaptcha.wasm` to [`GLUE`].
pub fn generate() -> Result<()> {
    let out = root().join(GLUE);
    fs::create_dir_all(&out)?;
    Bindgen::new()
        .input_path(root().join("target/wasm32-unknown-unknown/release/tcaptcha.wasm"))
        .out_name("glue")
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&out)?;

    // rustc's target has features on that Node.js 8 to 12 do not know; LLVM uses them freely.
    // binaryen reads them, rewrites each in terms of WebAssembly 1.0, and then writes without.
    run(node("node_modules/binaryen/bin/wasm-opt")
        .arg(out.join("glue_bg.wasm"))
        .args([
            "--enable-bulk-memory",
            "--enable-bulk-memory-opt",
            "--enable-sign-ext",
            "--enable-nontrapping-float-to-int",
            "--enable-mutable-globals",
            "--llvm-memory-copy-fill-lowering",
            "--signext-lowering",
            "--llvm-nontrapping-fptoint-lowering",
            "-Os",
            "--converge",
            "--strip-target-features",
            "--strip-producers",
            "-o",
        ])
        .arg(out.join("tcaptcha.wasm")))
}
