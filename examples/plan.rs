//! Plans a snapshot natively: `cargo run --release --example plan -- SNAPSHOT FROM TO [ITERATIONS]`.
//! Without a number of iterations it plans for ten seconds.

use routewright::date::Date;
use routewright::model::{BuildRoutesRequest, SolveOptions};
use routewright::ops::{World, build_routes};
use routewright::validate;
use std::process::ExitCode;
use std::rc::Rc;
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
    let mut arguments = std::env::args().skip(1);
    let (Some(path), Some(from), Some(to)) =
        (arguments.next(), date(arguments.next()), date(arguments.next()))
    else {
        eprintln!("usage: plan SNAPSHOT FROM TO [ITERATIONS]   (dates as yyyyMMdd)");
        return ExitCode::FAILURE;
    };
    let options = SolveOptions {
        max_iterations: arguments.next().and_then(|count| count.parse().ok()),
        ..SolveOptions::default()
    };
    let text = match std::fs::read(&path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let request =
        BuildRoutesRequest { from, to, locked_route_ids_override: None, depot_trips: false };
    let result = validate::snapshot(&text, None)
        .map_err(routewright::error::Error::from)
        .and_then(|valid| build_routes(&Rc::new(valid), &request, &options, &mut Machine));
    match result.map(|result| serde_json::to_string(&result)) {
        Ok(Ok(text)) => println!("{text}"),
        Ok(Err(error)) => eprintln!("{error}"),
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn date(text: Option<String>) -> Option<Date> {
    text.as_deref().and_then(Date::parse)
}
