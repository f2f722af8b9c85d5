//! Everything CI runs.

use crate::build::build;
use crate::harden;
use crate::steps::Steps;
use crate::tools::{clippy, command, node, run};
use anyhow::{Result, bail};

/// The areas under `tests/`, each with a runner of its own that takes `--quick`, in the order in
/// which a reader wants to know of a failure; and whether the inner loop runs them too.
const AREAS: &[(&str, &str, bool)] = &[
    ("layers of the sources", "tests/layers/run.mjs", true),
    ("the API on this Node.js", "tests/js/run.mjs", true),
    ("ticket check", "tests/check/run.mjs", true),
    ("packed package", "tests/packaging/run.mjs", true),
    ("every runtime", "tests/runtimes/run.mjs", false),
    ("command line", "tests/cli/run.mjs", true),
    ("documentation", "tests/docs/run.mjs", true),
    ("hostile values and attacks", "tests/harden/run.mjs", false),
    ("mini programs", "tests/miniprogram/run.mjs", true),
    ("demo page", "tests/browser/page/run.mjs", false),
];

/// All tests; with `quick`, those of the inner loop. One that fails does not keep the others from
/// running, unless they need what it makes.
pub fn test(steps: &mut Steps, quick: bool) -> Result<()> {
    let mut failed = Vec::new();
    let mut check = |name: &str, result: Result<()>| {
        if let Err(error) = result {
            println!("  FAILED: {error:#}");
            failed.push(name.to_owned());
        }
    };

    check(
        "Rust formatting",
        steps.run("Rust formatting", || {
            run(command("cargo").args(["fmt", "--all", "--check"]))
        }),
    );
    check(
        "Rust lints",
        steps.run("Rust lints", || clippy(&["--all-targets"], "-Dwarnings")),
    );
    check(
        "Rust tests",
        steps.run("Rust tests", || {
            run(command("cargo").args(["test", "--quiet", "--locked", "--package=tcaptcha"]))
        }),
    );
    build(steps)?;
    // The commands of the READMEs that need not be run once more for the documentation.
    let mut ran = vec![
        "cargo xtask test".to_owned(),
        "cargo xtask build".to_owned(),
    ];
    let mut areas = 0;
    for (name, runner, in_quick) in AREAS {
        if quick && !in_quick {
            continue;
        }
        areas += 1;
        let mut tests = node(runner);
        if quick {
            tests.arg("--quick");
        }
        tests.env("TCAPTCHA_RAN", ran.join("\n"));
        let result = steps.run(name, || run(&mut tests));
        if result.is_ok() && !quick {
            ran.push(format!("node {runner}"));
        }
        check(name, result);
    }
    if !quick {
        for (name, step) in harden::SHORT_STEPS {
            areas += 1;
            check(name, step(steps));
        }
    }

    let total = areas + 3;
    steps.summary();
    println!(
        "\nsteps: {} passed, {} failed, {} parts not run",
        total - failed.len(),
        failed.len(),
        steps.count_not_run()
    );
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}
