//! The binary `dx-shindan`.

use std::io::{stderr, stdout};
use std::process::ExitCode;

use server::cli::{Console, run};

fn main() -> ExitCode {
    let mut console = Console { out: &mut stdout(), err: &mut stderr() };
    run(std::env::args_os(), &mut console).into()
}
