//! `cargo xtask demo`: carteiro at work on a pretend mailbox, told step by step, and then left to the person in the browser.

use std::io::IsTerminal as _;
use std::path::Path;
use std::process::Command;

use crate::demo::alike::{Left, WAYS};
use crate::demo::browser;
use crate::demo::room::{NAME, Room};
use crate::demo::sandbox::Sandbox;
use crate::demo::vars;
use crate::failure::{Doing as _, Failure, Result};
use crate::{interrupt, place, process, room, tools};

const AUTOMATION: &str = "examples/archive-invoices.yaml";

pub fn run() -> Result {
    step(1, "Build carteiro, optimised");
    // Before anything is compiled: the program has the pages in it.
    let lacking = pages()?;
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
    println!("\n   The automations are beside the files, in {}.", folder.display());
    step(6, "Open the Control Room: the same in a browser, and for more than one person");
    let room = match lacking {
        None => Some(open()?),
        Some(why) => {
            println!("   Left out: {why}.");
            None
        }
    };
    println!(
        "\nNow you: change {AUTOMATION} and run this again; `{} --help` lists the rest.",
        place::carteiro().display()
    );
    room.map_or(Ok(()), left_open)
}

fn step(number: u8, title: &str) {
    println!("\n━━ {number}/6  {title}");
}

/// Builds the pages; why that cannot be, where it cannot.
fn pages() -> Result<Option<String>> {
    if let Some(lacking) = tools::web::lacking() {
        let then = "it builds the pages. Install it (https://nodejs.org) and run this again";
        return Ok(Some(format!("{lacking}; {then}")));
    }
    if !room::is_curl_here() {
        return Ok(Some("curl is missing, which sets it up. Install it and run this again".to_owned()));
    }
    match tools::web::build_what_changed() {
        Err(failure) if interrupt::asked() || tools::on_build_server() => Err(failure),
        Err(failure) => {
            eprintln!("warning: {failure}");
            Ok(Some("npm did not build its pages, as is told above".to_owned()))
        }
        Ok(()) => Ok(None),
    }
}

fn open() -> Result<Room> {
    let room = Room::open(&place::carteiro())?;
    println!(
        "   It has a pretend mailbox of its own and three automations, two of which have run.\n\n   \
           Address    {}\n   User name  {NAME}\n   Password   {}\n\n   \
         Sign in there and run \"Archive invoices\".",
        room.url(),
        room.password()
    );
    Ok(room)
}

/// To whoever is at the terminal; where nobody is, it has shown that it answers, and ends.
fn left_open(room: Room) -> Result {
    if !std::io::stdin().is_terminal() || tools::on_build_server() {
        println!("Nobody is at a terminal here: the Control Room has answered, and ends.");
        return Ok(());
    }
    browser::open(room.url());
    println!("The Control Room stays until you press Ctrl-C.");
    room.stay()
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
