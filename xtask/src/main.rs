//! `cargo xtask <command>`: builds, tests and shows tcaptcha-wasm on a machine that has Rust
//! (rustup), Node.js 20 or newer, and npm. Each command installs the rest by itself.

mod bench;
mod build;
mod demo;
mod harden;
mod jobs;
mod live;
mod release;
mod site;
mod steps;
mod test;
mod tools;

use std::process::ExitCode;
use steps::Steps;

const USAGE: &str = "\
cargo xtask <command>

  demo            the whole flow on the terminal and as a page; needs no account
  site            the documentation site in target/site: static files, Chinese and English
  test            everything CI runs
  test --quick    the inner loop: no browser, no old Node.js, no example projects
  bench           the package against what one would use instead: tables, results.json, chart;
                  ten minutes
  bench --quick   the same in about two minutes, into target/bench/
  bench --against [NAME=]PATH
                  and against another build of the package: its folder, or its tarball
  harden          the long forms of fuzzing, hostile values and soak; reproducible build,
                  coverage, mutants: hours
  harden --short  the same in minutes; --only supply, timing, soak or fuzz: that alone
  live            the real service, with an account of yours and TCAPTCHA_LIVE=1: a report without
                  secrets to paste into an issue
  build           the npm package in pkg/ and as a tarball in target/npm/
  release --dry-run
                  checks what a release needs and writes its files to target/release-files/
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut steps = Steps::default();
    let result = match words.as_slice() {
        ["build"] => build::build(&mut steps).map(|_| steps.summary()),
        ["bench", options @ ..] if bench::are_options(options) => bench::bench(&mut steps, options),
        ["test"] => test::test(false),
        ["test", "--quick"] => test::test(true),
        ["release", "--dry-run"] => release::dry_run(&mut steps),
        ["harden"] => harden::harden(&mut steps),
        ["harden", "--short"] => harden::short(&mut steps),
        ["harden", "--short", "--only", name] => harden::only(&mut steps, name),
        ["demo"] => demo::demo(&mut steps),
        ["site"] => site::site(&mut steps),
        ["live"] => live::live(&mut steps),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}
