//! The program `gouji`; see [`gouji_client`].

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(gouji_client::run(std::env::args_os(), gouji_client::Io::of_process()).code())
}
