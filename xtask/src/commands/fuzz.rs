//! `cargo xtask fuzz [TARGET] [--minutes N]`: looks for bytes that a reader of ours cannot bear.
//!
//! What must hold of any bytes is said in `crates/*/src/**/fuzzing*`; `fuzz/targets` leads there.

use std::process::Command;

use crate::failure::{Doing as _, Failure, Result};
use crate::fuzz::{TARGETS, Target, dictionary, seeds};
use crate::{place, process, tools};

/// Longer is a hang, in seconds, also on a machine with much else to do; more memory, in MiB, is a leak or a bomb.
const LONGEST: u32 = 60;
const MOST_MEMORY: u32 = 1024;

pub fn run(arguments: &[&str]) -> Result {
    let (name, minutes) = match arguments {
        [] => (None, "10"),
        ["--minutes", minutes] => (None, *minutes),
        [name] => (Some(*name), "10"),
        [name, "--minutes", minutes] | ["--minutes", minutes, name] => (Some(*name), *minutes),
        _ => {
            return Err(Failure::new("these arguments mean nothing here")
                .advise("cargo xtask fuzz [TARGET] [--minutes N]"));
        }
    };
    let minutes: u32 = minutes.parse().doing(|| format!("read the minutes, {minutes:?}"))?;
    if minutes == 0 {
        // libFuzzer takes none for all of them.
        return Err(Failure::new("no time is too little").advise("give it a minute at least"));
    }
    let wanted: Vec<&Target> =
        TARGETS.iter().filter(|one| name.is_none_or(|name| name == one.name)).collect();
    if wanted.is_empty() {
        let names: Vec<&str> = TARGETS.iter().map(|one| one.name).collect();
        return Err(Failure::new(format!("there is no target {:?}", name.unwrap_or_default()))
            .advise(format!("take one of these: {}", names.join(", "))));
    }
    tools::cargo_fuzz::ensure()?;
    wanted.into_iter().try_for_each(|target| look(target, minutes))
}

fn look(target: &Target, minutes: u32) -> Result {
    let Target { name, longest, .. } = target;
    let made = seeds::make(target)?;
    let dictionary = dictionary::of(target)?;
    let folder = place::fuzz();
    let found = folder.join("corpus").join(name);
    std::fs::create_dir_all(&found).doing(|| format!("create {}", found.display()))?;
    let mut command = Command::new("cargo");
    // There is no unsafe code in our crates that a sanitizer could watch, and without one no nightly compiler is needed.
    command.args(["fuzz", "run", "--sanitizer", "none", "--fuzz-dir"]).arg(&folder).arg(name);
    command.arg(found).arg(folder.join("seeds").join(name)).arg(made).arg("--");
    command.args([
        format!("-max_total_time={}", minutes.saturating_mul(60)),
        format!("-max_len={longest}"),
        format!("-timeout={LONGEST}"),
        format!("-rss_limit_mb={MOST_MEMORY}"),
        format!("-dict={}", dictionary.display()),
        "-print_final_stats=1".to_owned(),
    ]);
    process::run(&mut command).map_err(|failure| {
        Failure::new(format!("{name}: something does not hold")).because(failure).advise(format!(
            "mend it; put the bytes, which lie in {}, into {}, where a test finds them",
            folder.join("artifacts").join(name).display(),
            folder.join("seeds").join(name).display()
        ))
    })
}
