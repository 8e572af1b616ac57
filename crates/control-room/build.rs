//! The pages are part of the program: where they were built anew, so is it.

fn main() {
    println!("cargo::rerun-if-changed=../../web/dist");
}
