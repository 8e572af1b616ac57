//! How long a program takes, how long it keeps the processor, and how much memory it holds at most.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::failure::{Doing as _, Failure, Result};
use crate::{interrupt, process};

/// In which the kernel counts time for programs (proc(5), `USER_HZ`).
const TICK: Duration = Duration::from_millis(10);
/// Between two looks at the program's memory.
const LOOK: Duration = Duration::from_millis(3);

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    pub wall: Duration,
    /// Of all its threads, in and for it.
    pub cpu: Duration,
    /// Peak resident set, as the kernel counts it.
    pub peak_kib: u64,
}

/// Runs the command to its end, its output into `output`.
pub fn run(command: &mut Command, output: &Path) -> Result<Measured> {
    let line = process::shown(command);
    let file = File::create(output).doing(|| format!("create {}", output.display()))?;
    let start = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(file).spawn().doing(|| format!("start `{line}`"))?;
    let status_file = format!("/proc/{}/status", child.id());
    let stat_file = format!("/proc/{}/stat", child.id());
    let (mut peak_kib, mut cpu) = (0, Duration::ZERO);
    loop {
        cpu = spent(&std::fs::read_to_string(&stat_file).unwrap_or_default()).unwrap_or_default().max(cpu);
        // The kernel's own high-water mark: looking often matters only for the last moments.
        peak_kib =
            high_water(&std::fs::read_to_string(&status_file).unwrap_or_default()).unwrap_or(0).max(peak_kib);
        if let Some(status) = child.try_wait().doing(|| format!("wait for `{line}`"))? {
            let wall = start.elapsed();
            return if status.success() {
                Ok(Measured { wall, cpu, peak_kib })
            } else {
                Err(Failure::new(format!("`{line}` failed ({status})"))
                    .advise(format!("read {}", output.display())))
            };
        }
        if interrupt::asked() {
            process::wait(&mut child).doing(|| format!("stop `{line}`"))?;
            return Err(Failure::new(format!("`{line}` was interrupted")));
        }
        std::thread::sleep(LOOK);
    }
}

/// `utime` and `stime`, counted from behind the name, which may hold blanks.
fn spent(stat: &str) -> Option<Duration> {
    let (_, behind) = stat.rsplit_once(')')?;
    let ticks = behind.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u32>().ok());
    Some(TICK * ticks.sum::<Option<u32>>()?)
}

fn high_water(status: &str) -> Option<u64> {
    line(status, "VmHWM:")
}

fn line(status: &str, name: &str) -> Option<u64> {
    status.lines().find_map(|line| line.strip_prefix(name))?.split_whitespace().next()?.parse().ok()
}

/// What a program that runs holds now, in KiB.
pub fn resident(id: u32) -> Result<u64> {
    let file = format!("/proc/{id}/status");
    let status = std::fs::read_to_string(&file).doing(|| format!("read {file}"))?;
    line(&status, "VmRSS:").ok_or_else(|| Failure::new(format!("{file} does not say what it holds")))
}

/// The run in the middle by time, with the worst memory of all.
pub fn median(mut runs: Vec<Measured>) -> Option<Measured> {
    runs.sort_by_key(|run| run.wall);
    let peak_kib = runs.iter().map(|run| run.peak_kib).max()?;
    runs.get(runs.len() / 2).map(|middle| Measured { peak_kib, ..*middle })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_read_from_the_kernels_page() {
        assert_eq!(high_water("Name:\tcat\nVmHWM:\t    1732 kB\nVmRSS:\t 900 kB\n"), Some(1732));
    }

    #[test]
    fn the_time_is_read_from_behind_the_name() {
        let stat = "7 (a) b) R 1 7 7 0 -1 4194304 99 0 0 0 12 5 0 0 20 0 1 0 100";
        assert_eq!(spent(stat), Some(Duration::from_millis(170)));
    }

    #[test]
    fn the_median_keeps_the_worst_memory() {
        let run = |millis, peak_kib| Measured {
            wall: Duration::from_millis(millis),
            cpu: Duration::ZERO,
            peak_kib,
        };
        assert_eq!(median(vec![run(30, 5), run(10, 9), run(20, 1)]), Some(run(20, 9)));
    }
}
