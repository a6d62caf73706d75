//! Plans a snapshot natively: `cargo run --release --example plan -- SNAPSHOT FROM TO [OPTIONS
//! [depotTrips]]`, with dates as yyyyMMdd and the options of a solve as JSON, for example
//! '{"maxIterations":1000}'; with the word `depotTrips` vehicles may reload at their depots.

use routewright::error::Error;
use routewright::ops::{Loaded, World, build_routes};
use routewright::validate;
use serde_json::json;
use std::io::Write as _;
use std::process::ExitCode;
use std::time::SystemTime;

/// The clock of the machine.
struct Machine;

impl World for Machine {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the outside from which the clock comes in"
    )]
    fn now_ms(&mut self) -> i64 {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        // Whoever reads it may stop before its end.
        Ok(text) => match writeln!(std::io::stdout(), "{text}") {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<String, String> {
    let [path, from, to, rest @ ..] = arguments else {
        return Err("usage: plan SNAPSHOT FROM TO [OPTIONS [depotTrips]]".into());
    };
    let options = rest.first().map_or("{}", String::as_str);
    let depot_trips = match rest.get(1..).unwrap_or_default() {
        [] => false,
        [word] if word == "depotTrips" => true,
        [.., last] => {
            return Err(format!("{last}: the only word after the options is depotTrips, once"));
        }
    };
    let options = serde_json::from_str(options).map_err(|error| format!("{options}: {error}"))?;
    let issues = |issues| Error::from(issues).to_string();
    let options = validate::solve_options(&options).map_err(issues)?;
    let text = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let valid = Loaded::from(validate::snapshot(&text, None).map_err(issues)?);
    let request = json!({"from": from, "to": to, "depotTrips": depot_trips});
    let request = validate::build_routes_request(&request, &valid.snapshot).map_err(issues)?;
    let result = build_routes(&valid, &request, &options, &mut Machine);
    let result = result.map_err(|error| error.to_string())?;
    serde_json::to_string(&result).map_err(|error| error.to_string())
}
