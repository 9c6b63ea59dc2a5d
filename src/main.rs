//! The program: everything is in the library, behind its door [`tonghop::cli`].

fn main() -> std::process::ExitCode {
    tonghop::cli::main()
}
