//! Rust to one wasm that Node.js 8 can run, and the JavaScript around it.

use crate::tools::{command, node, output, root, run};
use anyhow::Result;
use cargo_metadata::{Artifact, Message};
use std::fs;
use wasm_bindgen_cli_support::Bindgen;

/// Where the wasm, the glue, its types and the notices go.
pub const OUT: &str = "target/glue";

const TARGET: &str = "wasm32-unknown-unknown";

/// The standard library as it comes uses instructions that Node.js 8 to 12 do not know, so it is built
/// along with the crate, for the target of `.cargo/config.toml`, WebAssembly 1.0. That is unstable:
/// `RUSTC_BOOTSTRAP` lets the stable compiler do it, so that the package is made by the toolchain that
/// everything else is tested with.
const BUILD_STD: [&str; 2] = [
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
];

/// What else is unstable, and buys what is said of it.
const UNSTABLE: [&str; 5] = [
    // A panic traps at once, instead of formatting a message that nobody would see: 9 KB less.
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    // Inlines before LLVM, which inlines little when told to make little code: 12 KB less, 4 of them by
    // the thresholds, and a tenth of a token's time.
    "-Zinline-mir=yes",
    "-Zinline-mir-threshold=150",
    "-Zinline-mir-hint-threshold=200",
];

/// Compiles the crate, and the standard library for it; what was compiled. Cargo adds these flags to
/// those of `.cargo/config.toml`.
pub fn compile() -> Result<Vec<Artifact>> {
    let flags = format!("target.{TARGET}.rustflags={UNSTABLE:?}");
    let messages = output(
        command("cargo")
            .args(["build", "--quiet", "--release", "--locked"])
            .args(["--package=tcaptcha", "--lib", "--target", TARGET])
            .args(BUILD_STD)
            .args(["--config", &flags])
            .arg("--message-format=json-render-diagnostics")
            .env("RUSTC_BOOTSTRAP", "1"),
    )?;
    let mut artifacts = Vec::new();
    for message in Message::parse_stream(messages.as_bytes()) {
        if let Message::CompilerArtifact(artifact) = message? {
            // The others are macros and build scripts, for the machine that builds.
            if artifact
                .filenames
                .iter()
                .any(|file| file.as_str().contains(TARGET))
            {
                artifacts.push(artifact);
            }
        }
    }
    Ok(artifacts)
}

/// Writes `glue.js`, `glue.d.ts` and `tcaptcha.wasm`.
pub fn generate() -> Result<()> {
    let out = root().join(OUT);
    fs::create_dir_all(&out)?;
    Bindgen::new()
        .input_path(root().join(format!("target/{TARGET}/release/tcaptcha.wasm")))
        .out_name("glue")
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&out)?;

    run(node("node_modules/binaryen/bin/wasm-opt")
        .arg(out.join("glue_bg.wasm"))
        .arg("--mvp-features")
        // The first kilobyte of memory is the end of the stack, so that no address below it is used.
        .args(["--low-memory-unused", "--flatten", "--rereloop"])
        .args(["-Oz", "--converge"])
        // 5 KB less with the three above.
        .args([
            "--const-hoisting",
            "--reorder-locals",
            "--reorder-functions",
        ])
        .args(["--strip-target-features", "--strip-producers"])
        .arg("-o")
        .arg(out.join("tcaptcha.wasm")))
}
