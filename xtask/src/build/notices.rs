//! THIRD-PARTY-NOTICES: the licences of everything that is linked into the wasm. `cargo-about` would be
//! the tool for it, but does not see the crates of the standard library, which is built along.

use super::licenses::{self, License};
use super::wasm::OUT;
use crate::tools::{output, root};
use anyhow::{Context, Result, bail};
use cargo_metadata::Artifact;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const INTRODUCTION: &str = "\
tcaptcha.wasm, and tcaptcha-wasm.js, which holds the same, are compiled from the crates named below, each
with its copyright lines, and above the terms that it is under. wasm-bindgen, one of them, has generated
the JavaScript around it. npm packages that are bundled into the JavaScript come last.
";

/// The licence of the standard library's own crates, which come without a copy of it.
const RUST: &str = include_str!("rust-license-mit.txt");

/// The package has this file beside THIRD-PARTY-NOTICES.
const APACHE: &str = include_str!("../../../LICENSE-APACHE");
const SEE_APACHE: &str = "(The text of the Apache License, Version 2.0, is in LICENSE-APACHE.)";

/// The terms, and the crates under them with their copyright lines.
type CratesByTerms = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// Writes the file beside the wasm. `linked` is what cargo compiled for it.
pub fn write(linked: &[Artifact]) -> Result<()> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library");
    let mut crates_by_terms = CratesByTerms::new();
    for artifact in linked {
        let folder = artifact
            .manifest_path
            .parent()
            .context("a manifest without folder")?;
        let folder = folder.as_std_path();
        if folder == root() {
            continue;
        }
        let in_library = folder.starts_with(&library);
        let (name, licenses) = if in_library {
            let name = format!("{} of the Rust standard library", artifact.target.name);
            let up_to_library = folder.ancestors().take_while(|parent| *parent != library);
            (name, up_to_library.flat_map(licenses_in).collect())
        } else {
            // A folder of cargo's registry is called by name and version.
            let name = folder.file_name().context("a crate without folder")?;
            (name.to_string_lossy().into_owned(), licenses_in(folder))
        };
        if licenses.is_empty() && !in_library {
            bail!("{name} comes without a licence text: {}", folder.display());
        }
        let texts = licenses.iter().map(fs::read_to_string);
        let mut texts = texts.collect::<Result<Vec<_>, _>>()?;
        if texts.is_empty() {
            texts.push(RUST.to_owned());
        }
        for text in texts {
            let text = text.replace("\r\n", "\n");
            let text = licenses::refer_to_apache(&text, APACHE, SEE_APACHE);
            let License { copyright, terms } = licenses::read(&text, RUST);
            let crates = crates_by_terms.entry(terms).or_default();
            let lines = crates.entry(name.clone()).or_default();
            let new_lines = copyright.into_iter().filter(|line| !lines.contains(line));
            let new_lines: Vec<_> = new_lines.collect();
            lines.extend(new_lines);
        }
    }

    let mut sections: Vec<_> = crates_by_terms
        .into_iter()
        .map(|(terms, crates)| format!("{}\n{terms}\n", names_of(&crates)))
        .collect();
    sections.sort();
    sections.insert(0, INTRODUCTION.to_owned());
    let separator = format!("\n{}\n\n", "-".repeat(80));
    fs::write(
        root().join(OUT).join("THIRD-PARTY-NOTICES"),
        sections.join(&separator),
    )?;
    Ok(())
}

/// A line for each crate, and below it, indented, its copyright lines.
fn names_of(crates: &BTreeMap<String, Vec<String>>) -> String {
    let mut names = String::new();
    for (name, copyright) in crates {
        names += &format!("{name}\n");
        for line in copyright {
            names += &format!("    {line}\n");
        }
    }
    names
}

/// The licence files in a crate's folder; only MIT, where that is one of several to choose from.
fn licenses_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries
        .map(|entry| entry.path())
        .filter(|path| path.is_file() && is_license(&name_of(path)))
        .collect();
    files.sort();
    if files.iter().any(|path| name_of(path).contains("mit")) {
        let alternatives = ["apache", "unlicense", "copying", "boost"];
        files.retain(|path| {
            !alternatives
                .iter()
                .any(|other| name_of(path).contains(other))
        });
    }
    files
}

fn is_license(name: &str) -> bool {
    [
        "license",
        "licence",
        "copying",
        "unlicense",
        "notice",
        "copyright",
    ]
    .iter()
    .any(|start| name.starts_with(start))
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().to_lowercase()
}
