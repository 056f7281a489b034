//! The sample's pages in a real browser, at phone, tablet and desk width, with and without JavaScript.

use std::process::Command;

use tidings_tests::binary::Running;

#[test]
fn pages_are_well_in_a_browser_at_three_widths_with_and_without_javascript() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().display().to_string();
    let running = Running::start(&["demo", "--listen", "127.0.0.1:0", "--data", &data]);
    let output = Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/browser/pages.mjs"))
        .arg(running.address())
        .output()
        .expect("node runs; ./test installs it");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("all pages are well"), "{said}");
}
