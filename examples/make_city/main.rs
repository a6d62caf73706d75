//! Makes a snapshot of a day in a fictional city:
//! `cargo run --example make_city -- --orders 200 --vehicles 15 --depots 1 --seed 6`.
//!
//! The text goes to standard output. The same numbers give the same bytes on every machine.

mod city;

use std::process::ExitCode;

fn main() -> ExitCode {
    match wish(std::env::args().skip(1)) {
        Ok(wish) => {
            print!("{}", city::snapshot(&wish));
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("make_city: {message}");
            ExitCode::from(2)
        }
    }
}

/// Reads `--orders`, `--vehicles`, `--depots` and `--seed`, each followed by a number.
fn wish(mut arguments: impl Iterator<Item = String>) -> Result<city::Wish, String> {
    let mut wish = city::Wish { orders: 200, vehicles: 15, depots: 1, seed: 1 };
    while let Some(name) = arguments.next() {
        let text = arguments.next().ok_or_else(|| format!("{name} needs a number"))?;
        let number: u32 = text.parse().map_err(|_| format!("{name} {text}: no number"))?;
        match name.as_str() {
            "--orders" => wish.orders = number,
            "--vehicles" => wish.vehicles = number.max(1),
            "--depots" => wish.depots = number.clamp(1, 2),
            "--seed" => wish.seed = u64::from(number),
            _ => return Err(format!("{name} is unknown")),
        }
    }
    Ok(wish)
}
