//! How long a program takes and how much memory it holds at most.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::failure::{Doing as _, Failure, Result};
use crate::{interrupt, process};

/// Between two looks at the program's memory.
const LOOK: Duration = Duration::from_millis(3);

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    pub wall: Duration,
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
    let mut peak_kib = 0;
    loop {
        // The kernel's own high-water mark: looking often matters only for the last moments.
        peak_kib =
            high_water(&std::fs::read_to_string(&status_file).unwrap_or_default()).unwrap_or(0).max(peak_kib);
        if let Some(status) = child.try_wait().doing(|| format!("wait for `{line}`"))? {
            let wall = start.elapsed();
            return if status.success() {
                Ok(Measured { wall, peak_kib })
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

fn high_water(status: &str) -> Option<u64> {
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

/// The run in the middle by time, with the worst memory of all.
pub fn median(mut runs: Vec<Measured>) -> Option<Measured> {
    runs.sort_by_key(|run| run.wall);
    let peak_kib = runs.iter().map(|run| run.peak_kib).max()?;
    runs.get(runs.len() / 2).map(|middle| Measured { wall: middle.wall, peak_kib })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_read_from_the_kernels_page() {
        assert_eq!(high_water("Name:\tcat\nVmHWM:\t    1732 kB\nVmRSS:\t 900 kB\n"), Some(1732));
    }

    #[test]
    fn the_median_keeps_the_worst_memory() {
        let run = |millis, peak_kib| Measured { wall: Duration::from_millis(millis), peak_kib };
        assert_eq!(median(vec![run(30, 5), run(10, 9), run(20, 1)]), Some(run(20, 9)));
    }
}
