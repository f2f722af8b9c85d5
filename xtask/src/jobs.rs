//! Commands that run side by side, each with a log of its own, so that their lines don't mix.

use crate::tools::{command, root};
use anyhow::{Context, Result};
use std::fs::{self, File};
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};
use wait4::Wait4;

/// One command line, by a name.
pub struct Job {
    pub name: &'static str,
    pub line: String,
    /// The names of the jobs that have to pass before it starts.
    pub after: &'static [&'static str],
    pub env: Vec<(&'static str, String)>,
}

/// What came of a job.
pub enum Outcome {
    Passed,
    Failed,
    /// A job that it needs did not pass.
    NotStarted,
}

/// A job that is over.
pub struct Done {
    pub name: &'static str,
    pub line: String,
    pub outcome: Outcome,
    pub time: Duration,
    /// Of the processor, by the job and everything that it started and waited for.
    pub processor: Duration,
    /// The reasons that it gave for what it did not do.
    pub skipped: Vec<String>,
}

/// Runs all jobs, as many at once as there are processors, the first in the list first.
pub fn run_all(mut waiting: Vec<Job>) -> Result<Vec<Done>> {
    let at_once = thread::available_parallelism().map_or(2, usize::from);
    let mut done: Vec<Done> = Vec::new();
    let mut running = 0;
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        loop {
            while running < at_once
                && let Some(at) = waiting.iter().position(|job| may_start(job, &done))
            {
                let job = waiting.remove(at);
                println!("▸ {}", job.name);
                running += 1;
                let sender = sender.clone();
                scope.spawn(move || sender.send(job.run()));
            }
            if running == 0 {
                break;
            }
            done.push(receiver.recv()??);
            running -= 1;
        }
        anyhow::Ok(())
    })?;
    done.extend(waiting.into_iter().map(|job| job.over(Outcome::NotStarted)));
    Ok(done)
}

fn may_start(job: &Job, done: &[Done]) -> bool {
    let passed = |name| {
        let mut passed = done
            .iter()
            .filter(|one| matches!(one.outcome, Outcome::Passed));
        passed.any(|one| one.name == name)
    };
    job.after.iter().all(|name| passed(*name))
}

impl Job {
    pub fn new(
        name: &'static str,
        line: impl Into<String>,
        after: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            line: line.into(),
            after,
            env: Vec::new(),
        }
    }

    fn run(self) -> Result<Done> {
        let folder = root().join("target/test-logs");
        fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{}.log", self.name.replace(' ', "-")));
        let file = File::create(&path)?;
        let start = Instant::now();
        let mut child = self
            .command()?
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .with_context(|| format!("{} cannot be started", self.line))?;
        let used = child.wait4()?;
        let log = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
        let passed = used.status.success();
        let done = Done {
            time: start.elapsed(),
            processor: used.rusage.utime + used.rusage.stime,
            skipped: log
                .lines()
                .filter_map(|line| line.trim().strip_prefix("skipped: "))
                .map(str::to_owned)
                .collect(),
            ..self.over(if passed {
                Outcome::Passed
            } else {
                Outcome::Failed
            })
        };
        done.tell(&log);
        Ok(done)
    }

    fn command(&self) -> Result<Command> {
        let (program, rest) = match self.line.strip_prefix("cargo xtask ") {
            Some(rest) => (std::env::current_exe()?, rest),
            None => {
                let (program, rest) = self.line.split_once(' ').context("a job has arguments")?;
                (program.into(), rest)
            }
        };
        let mut command = command(program);
        command.args(rest.split(' ')).envs(self.env.iter().cloned());
        Ok(command)
    }

    fn over(self, outcome: Outcome) -> Done {
        Done {
            name: self.name,
            line: self.line,
            outcome,
            time: Duration::ZERO,
            processor: Duration::ZERO,
            skipped: Vec::new(),
        }
    }
}

impl Done {
    /// Prints how it ended; the log where somebody will want it: of a failure, and under CI.
    fn tell(&self, log: &str) {
        let failed = matches!(self.outcome, Outcome::Failed);
        let (sign, word) = if failed {
            ('✗', "FAILED after ")
        } else {
            ('✓', "")
        };
        let mut text = format!(
            "{sign} {}: {word}{:.1} s\n",
            self.name,
            self.time.as_secs_f64()
        );
        if failed || std::env::var("CI").is_ok_and(|ci| ci == "true") {
            text += &format!("  $ {}\n{}\n", self.line, log.trim_end());
        } else {
            text.extend(
                self.skipped
                    .iter()
                    .map(|reason| format!("  skipped: {reason}\n")),
            );
        }
        print!("{text}");
    }
}

/// Prints the table of all jobs, what was skipped in them, and how many passed.
pub fn summary(done: &[Done], time: Duration) {
    println!("\n  time  processor   step");
    for Done {
        name,
        outcome,
        time,
        processor,
        ..
    } in done
    {
        let [time, processor] = [time, processor].map(Duration::as_secs_f64);
        let note = match outcome {
            Outcome::Passed => "",
            Outcome::Failed => ": FAILED",
            Outcome::NotStarted => ": not started",
        };
        println!("{time:>6.1}  {processor:>9.1}   {name}{note}");
    }
    println!("{:>6.1}              in all", time.as_secs_f64());
    for Done { name, skipped, .. } in done {
        for reason in skipped {
            println!("skipped   {name}: {reason}");
        }
    }
    let passed = done
        .iter()
        .filter(|one| matches!(one.outcome, Outcome::Passed))
        .count();
    let skipped: usize = done.iter().map(|one| one.skipped.len()).sum();
    let failed = done.len() - passed;
    println!("\nsteps: {passed} passed, {failed} failed, {skipped} skipped");
}
