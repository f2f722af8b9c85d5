//! Everything CI runs.

use crate::jobs::{Job, Outcome, run_all, summary};
use crate::tools::ensure_rust;
use anyhow::{Result, bail};
use std::time::Instant;

const PACKAGE: &str = "package";
const SYSTEM: &str = "system packages";
const NPM: &str = "npm tools";
const DOCS: &str = "documentation";
const PAGE: &str = "demo page";

/// The areas under `tests/`, each with a runner of its own that takes `--quick`, those first that
/// take longest; and whether the inner loop runs them too.
const AREAS: &[(&str, &str, bool)] = &[
    ("command line", "cli", true),
    ("mini programs", "miniprogram", true),
    (PAGE, "browser/page", false),
    (DOCS, "docs", true),
    ("ticket check", "check", true),
    ("hostile values and attacks", "harden", false),
    ("every runtime", "runtimes", false),
    ("web page", "web", false),
    ("web frameworks", "frameworks", true),
    ("example backends", "backends", false),
    ("packed package", "packaging", true),
    ("API on this Node.js", "js", true),
    ("layers of the sources", "layers", true),
];

/// All tests; with `quick`, those of the inner loop. One that fails keeps only those from running
/// that need what it makes.
pub fn test(quick: bool) -> Result<()> {
    let start = Instant::now();
    ensure_rust()?;
    let mut done = run_all(jobs(quick))?;
    // It builds the package anew, which nothing may read meanwhile.
    let passed: Vec<_> = done
        .iter()
        .filter(|one| matches!(one.outcome, Outcome::Passed))
        .collect();
    if !quick && passed.len() == done.len() {
        let ran: Vec<_> = passed.iter().map(|one| one.line.as_str()).collect();
        let mut commands = Job::new(
            "commands of the README",
            "node tests/docs/readme-commands.mjs",
            &[],
        );
        commands.env.push(("TCAPTCHA_RAN", ran.join("\n")));
        done.extend(run_all(vec![commands])?);
    }
    summary(&done, start.elapsed());
    let failed: Vec<_> = done
        .iter()
        .filter(|one| !matches!(one.outcome, Outcome::Passed))
        .map(|one| one.name)
        .collect();
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

/// In the order in which they start: first what others need.
fn jobs(quick: bool) -> Vec<Job> {
    let (needs, folders) = match quick {
        true => (
            " openssl python3 redis-server",
            "tests/check tests/frameworks",
        ),
        false => (
            "",
            "tests/browser tests/check tests/frameworks tests/harden tests/runtimes www",
        ),
    };
    let mut jobs = vec![
        Job::new(PACKAGE, "cargo xtask build", &[]),
        Job::new(
            SYSTEM,
            format!("node tests/support/needs.mjs --install{needs}"),
            &[],
        ),
        // What more than one area uses: two at once in one folder would disturb each other.
        Job::new(
            NPM,
            format!("node tests/support/install.mjs {folders}"),
            &[],
        ),
        Job::new("Rust formatting", "cargo fmt --all --check", &[]),
        Job::new(
            "Rust lints",
            "cargo clippy --quiet --locked --all-targets -- -Dwarnings",
            &[],
        ),
    ];
    let harden = |name, after| {
        Job::new(
            name,
            format!("cargo xtask harden --short --only {name}"),
            after,
        )
    };
    if !quick {
        jobs.push(harden("supply", &[]));
    }
    for (name, folder, in_quick) in AREAS {
        if !quick || *in_quick {
            let option = if quick { " --quick" } else { "" };
            let line = format!("node tests/{folder}/run.mjs{option}");
            jobs.push(Job::new(name, line, &[PACKAGE, SYSTEM, NPM]));
        }
    }
    jobs.push(Job::new(
        "Rust tests",
        "cargo test --quiet --locked --package=tcaptcha --package=xtask",
        &[],
    ));
    if !quick {
        // It takes the reference from the one and the built page from the other.
        jobs.push(Job::new(
            "documentation site",
            "node tests/site/run.mjs",
            &[DOCS, PAGE],
        ));
        jobs.push(harden("timing", &[]));
        // cargo-fuzz would bring a lock file up to date by itself, and nobody would know.
        jobs.push(harden("fuzz", &["supply", SYSTEM]));
        jobs.push(harden("soak", &[PACKAGE, SYSTEM, NPM]));
    }
    jobs
}
