//! `cargo bench -p domain`: hands over to `domain/benches/rivals`, which measures ours and the others' in one run.
//!
//! The rivals stand in a package of their own, outside the workspace: they bring some 300 crates (a JavaScript engine, an
//! HTTP client) that `cargo test` and clippy would build each time, and that have no business in our lock file.

use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let package = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/rivals/Cargo.toml");
    let target = concat!(env!("CARGO_TARGET_TMPDIR"), "/rivals");
    // Cargo adds `--bench`; what was given after `--` goes to criterion.
    let filter = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let measured = Command::new(env!("CARGO"))
        .args(["bench", "--locked", "--manifest-path", package, "--target-dir", target, "--"])
        .args(filter)
        .status();
    if measured.is_ok_and(|status| status.success()) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
