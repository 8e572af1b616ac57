//! `cargo xtask demo`: carteiro at work on a pretend mailbox, told step by step.

use std::path::Path;
use std::process::Command;

use crate::demo::alike::{Left, WAYS};
use crate::demo::sandbox::Sandbox;
use crate::demo::vars;
use crate::failure::{Doing as _, Failure, Result};
use crate::{place, process};

const AUTOMATION: &str = "examples/archive-invoices.yaml";

pub fn run() -> Result {
    step(1, "Build carteiro, optimised");
    process::run(Command::new("cargo").args(["build", "--release", "--locked", "-p", "carteiro"]))?;

    step(2, "Start a pretend mail server on this machine, with a mailbox full of invented mail");
    let sandbox = Sandbox::start()?;
    println!(
        "   It speaks IMAP on 127.0.0.1:{} and ends with this demo. Nothing leaves the machine.",
        sandbox.port()
    );

    step(3, "Run an automation");
    println!("   This is the whole of {AUTOMATION}:\n");
    print_indented(&place::root().join(AUTOMATION))?;
    let automation = place::root().join(AUTOMATION);
    let folder = place::target().join("demo");
    fresh(&folder)?;
    let files = folder.join("imap");
    fresh(&files)?;
    process::run(vars::run(Path::new(AUTOMATION), sandbox.port(), &files).current_dir(place::root()))?;

    step(4, "See what changed");
    let left = Left::of(sandbox, &files)?;
    println!("   In the mailbox, asked from the server itself:\n\n{}", left.mailbox);
    println!("   On disk, in {}:\n\n{}", files.display(), left.files);

    step(5, "Run the same steps by other protocols");
    println!(
        "   Each in a mailbox of its own, with the same mail. Only the connection is written otherwise:\n"
    );
    for way in WAYS {
        let same = way.run(&automation, &folder)? == left;
        let name = way.name;
        if !same {
            return Err(Failure::new(format!("by {name} something else was left than by IMAP")));
        }
        println!("   by {name}: the same messages moved, the same files saved");
    }
    println!("\n   The automations are beside the files, in {}.\n", folder.display());
    println!(
        "Now you: change {AUTOMATION} and run this again; `{} --help` lists the rest.",
        place::carteiro().display()
    );
    Ok(())
}

fn step(number: u8, title: &str) {
    println!("\n━━ {number}/5  {title}");
}

fn print_indented(file: &Path) -> Result {
    let text = std::fs::read_to_string(file).doing(|| format!("read {}", file.display()))?;
    for line in text.lines() {
        println!("   │ {line}");
    }
    Ok(())
}

/// The files of an earlier demo go: what is shown is what this one saved.
fn fresh(folder: &Path) -> Result {
    if folder.exists() {
        std::fs::remove_dir_all(folder).doing(|| format!("empty {}", folder.display()))?;
    }
    std::fs::create_dir_all(folder).doing(|| format!("create {}", folder.display()))
}
