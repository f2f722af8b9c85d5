//! The package against what people would use instead.

use crate::build::build;
use crate::steps::Steps;
use crate::tools::{node, run};
use anyhow::Result;

/// Whether these are options of `cargo xtask bench`.
pub fn are_options(words: &[&str]) -> bool {
    match words {
        [] => true,
        ["--quick", rest @ ..] => are_options(rest),
        // Another option in the place of the path: the path was forgotten.
        ["--against", path, rest @ ..] => {
            !path.is_empty() && !path.starts_with('-') && are_options(rest)
        }
        _ => false,
    }
}

/// Builds the package and measures it as installed from its tarball; see `benches/run.mjs`.
pub fn bench(steps: &mut Steps, options: &[&str]) -> Result<()> {
    let tarball = build(steps)?;
    steps.run("measure", || {
        run(node("benches/run.mjs")
            .arg("--tarball")
            .arg(&tarball)
            .args(options))
    })?;
    steps.summary();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::are_options;

    #[test]
    fn takes_its_options_in_any_order() {
        assert!(are_options(&[]));
        assert!(are_options(&["--quick", "--against", "old=pkg"]));
        assert!(are_options(&["--against", "pkg", "--quick"]));
    }

    #[test]
    fn refuses_an_option_in_the_place_of_a_path() {
        assert!(!are_options(&["--against", "--quick"]));
        assert!(!are_options(&["--quick", "--against"]));
        assert!(!are_options(&["--against", ""]));
        assert!(!are_options(&["--only", "login"]));
    }
}
