//! How well and how fast registrations are de-duplicated.
//!
//!     cargo bench --bench sameness -- measure [SEED]   50,000 registrations of 30,000 exemplars
//!     cargo bench --bench sameness -- scale            100,000 and 1,000,000, and the ratio of their times
//!
//! Parameters are tuned on seed 1; seed 2 is held out.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a benchmark that fails says where, and prints its figures"
)]

#[path = "../generate/measured.rs"]
mod measured;
#[path = "../generate/registrations.rs"]
mod registrations;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    match args.first().map(String::as_str) {
        Some("measure") => {
            let seed = args.get(1).and_then(|seed| seed.parse().ok()).unwrap_or(2);
            println!("seed {seed}: {:.5?}", measured::measure(seed, 50_000, 30_000));
        }
        Some("scale") => {
            let (_, small) = measured::once(3, 100_000, 70_000);
            let (found, large) = measured::once(3, 1_000_000, 700_000);
            println!("100,000 in {:.2} s", small.as_secs_f64());
            println!("1,000,000 in {:.2} s, {} exemplars", large.as_secs_f64(), found.exemplars.len());
            println!("ratio {:.1}", large.as_secs_f64() / small.as_secs_f64());
        }
        _ => println!("measure [SEED] | scale"),
    }
}
