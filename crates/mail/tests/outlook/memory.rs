//! How much memory there was.

/// The most that this process ever held, in bytes.
#[expect(clippy::disallowed_methods, reason = "the system tells it in a file")]
pub fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}
