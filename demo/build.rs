//! Rebuilds the crate when a file of the sample world is added, changed or taken away.

fn main() {
    println!("cargo::rerun-if-changed=world");
    println!("cargo::rerun-if-changed=assets");
}
