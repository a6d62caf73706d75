//! Plans a snapshot natively: `cargo run --release --example plan -- SNAPSHOT FROM TO [OPTIONS
//! [depotTrips]]`, with dates as yyyyMMdd and the options of a solve as JSON, for example
//! '{"maxIterations":1000}'; with the word `depotTrips` vehicles may reload at their depots.

use routewright::date::Date;
use routewright::error::Error;
use routewright::model::BuildRoutesRequest;
use routewright::ops::{Loaded, World, build_routes};
use routewright::validate;
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
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
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
    let date = |text: &String| Date::parse(text).ok_or_else(|| format!("no date yyyyMMdd: {text}"));
    let (from, to) = (date(from)?, date(to)?);
    let options = rest.first().map_or("{}", String::as_str);
    let depot_trips = match rest.get(1).map(String::as_str) {
        None => false,
        Some("depotTrips") => true,
        Some(other) => {
            return Err(format!("{other}: the only word after the options is depotTrips"));
        }
    };
    let options = serde_json::from_str(options).map_err(|error| format!("{options}: {error}"))?;
    let issues = |issues| Error::from(issues).to_string();
    let options = validate::solve_options(&options).map_err(issues)?;
    let text = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let valid = Loaded::from(validate::snapshot(&text, None).map_err(issues)?);
    let request = BuildRoutesRequest { from, to, locked_route_ids_override: None, depot_trips };
    let result = build_routes(&valid, &request, &options, &mut Machine);
    let result = result.map_err(|error| error.to_string())?;
    serde_json::to_string(&result).map_err(|error| error.to_string())
}
