//! Saying what is being done, and how long each step took.

use anyhow::{Context, Result};
use std::time::{Duration, Instant};

/// The steps done so far, with their times.
#[derive(Default)]
pub struct Steps {
    done: Vec<(String, Duration)>,
    not_run: Vec<(String, String)>,
}

impl Steps {
    /// Does one step and prints its time; an error is told with the step's name.
    pub fn run<T>(&mut self, name: &str, step: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("▸ {name}");
        let start = Instant::now();
        let result = step().with_context(|| format!("step failed: {name}"));
        let time = start.elapsed();
        if result.is_ok() {
            println!("  {name}: {:.1} s", time.as_secs_f64());
        }
        self.done.push((name.to_owned(), time));
        result
    }

    /// Notes what could not be done here, and why: it is neither passed nor failed.
    pub fn not_run(&mut self, name: &str, reason: &str) {
        println!("  skipped: {name}: {reason}");
        self.not_run.push((name.to_owned(), reason.to_owned()));
    }

    /// Prints every step with its time, and what was not run.
    pub fn summary(&self) {
        let total: Duration = self.done.iter().map(|(_, time)| *time).sum();
        println!("\n  time   step");
        for (name, time) in &self.done {
            println!("{:>6.1}   {name}", time.as_secs_f64());
        }
        println!("{:>6.1}   in all", total.as_secs_f64());
        for (name, reason) in &self.not_run {
            println!("skipped   {name}: {reason}");
        }
    }
}
