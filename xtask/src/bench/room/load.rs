//! Requests by `wrk`, as fast as they are answered.

use std::process::Command;
use std::time::Duration;

use crate::failure::{Failure, Result};
use crate::process;
use crate::room::{Served, bearer};

const SPAN: &str = "10s";

/// How a server did under load.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Load {
    pub per_second: f64,
    pub median: Duration,
    pub p99: Duration,
}

impl Load {
    /// Asks for `path` all the time by so many connections.
    pub fn of(served: &Served, path: &str, token: Option<&str>, connections: u32) -> Result<Self> {
        let mut command = Command::new("wrk");
        command.args(["--latency", "-t1", "-d", SPAN, "-c", &connections.to_string()]);
        if let Some(token) = token {
            command.args(["-H", &bearer(token)]);
        }
        let said = process::capture(command.arg(format!("{}{path}", served.url)))?;
        if said.contains("Non-2xx") || said.contains("Socket errors") {
            return Err(Failure::new(format!("not every request for {path} was answered")).because(said));
        }
        Self::read(&said).ok_or_else(|| Failure::new("wrk did not say what it measured").because(said))
    }

    fn read(said: &str) -> Option<Self> {
        let after = |mark: &str| said.lines().find_map(|line| line.trim().strip_prefix(mark)).map(str::trim);
        Some(Self {
            per_second: after("Requests/sec:")?.parse().ok()?,
            median: span(after("50%")?)?,
            p99: span(after("99%")?)?,
        })
    }
}

/// As `wrk` writes it: `1.25ms`.
fn span(text: &str) -> Option<Duration> {
    let digits = text.find(|letter: char| letter.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at(digits);
    let seconds = match unit {
        "us" => 1e-6,
        "ms" => 1e-3,
        "s" => 1.0,
        _ => return None,
    };
    Duration::try_from_secs_f64(number.parse::<f64>().ok()? * seconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_wrk_says_is_read() {
        let said = "  Latency Distribution\n     50%    1.25ms\n     75%    2.00ms\n     99%  820.00us\n\
                    Requests/sec:   6412.75\nTransfer/sec:      1.83MB\n";
        let (median, p99) = (Duration::from_micros(1250), Duration::from_micros(820));
        assert_eq!(Load::read(said), Some(Load { per_second: 6412.75, median, p99 }));
        assert_eq!(Load::read("unable to connect"), None);
    }
}
