//! The travel model: sizes, ranges, and with `missing: "error"` that every place is listed.

use super::super::issues::{Issues, Segment, written};
use super::super::limits::{MATRIX_LOCATIONS, PAIR_MT, PAIR_SEC, SPARSE_LOCATIONS, SPARSE_PAIRS};
use super::super::scalars::{lat_lng, not_between, on_earth, told};
use super::super::shape::Shape;
use super::super::tables::travel as tables;
use super::super::travel_text::TravelText;
use super::super::walk::Walk;
use super::field;
use crate::error::ErrorCode;
use crate::model::{LatLng, Missing, Travel, UNREACHABLE};
use crate::sorted;
use serde_json::Value;

/// Makes a travel model of what the text has under `travel`. `None` means the estimate.
pub(in super::super) fn typed(text: TravelText, issues: &mut Issues) -> Option<Travel> {
    let TravelText { mut rest, arrays } = text;
    if rest.is_null() {
        return None;
    }
    if let Some(map) = rest.as_object_mut() {
        for (name, _) in &arrays {
            map.insert((*name).to_owned(), Value::Array(Vec::new()));
        }
    }
    let mut walk = Walk::new(None);
    walk.path.push(field("travel"));
    match rest.as_object() {
        Some(map) => walk.object(shape(rest.get("type")), map),
        None => walk.wrong("an object", &rest),
    }
    let good = walk.issues.is_empty();
    issues.append(std::mem::take(&mut walk.issues));
    good.then(|| model(&rest, arrays)).flatten()
}

/// The shape that the type asks for.
fn shape(kind: Option<&Value>) -> &'static Shape {
    match kind.and_then(Value::as_str) {
        Some("estimate") => &tables::ESTIMATE,
        Some("matrix") => &tables::MATRIX,
        Some("sparse") => &tables::SPARSE,
        _ => &tables::ANY_TYPE,
    }
}

/// The model of a `travel` that has its shape.
fn model(rest: &Value, arrays: Vec<(&'static str, Vec<i32>)>) -> Option<Travel> {
    let mut arrays = sorted::map(arrays);
    let mut array = |name| arrays.remove(name).unwrap_or_default();
    let number = |name| rest.get(name).and_then(Value::as_f64);
    let locations = || -> Vec<LatLng> {
        let list = rest.get("locations").and_then(Value::as_array);
        list.into_iter().flatten().filter_map(lat_lng).collect()
    };
    let missing = match rest.get("missing").and_then(Value::as_str) {
        Some("error") => Missing::Error,
        _ => Missing::Estimate,
    };
    Some(match rest.get("type")?.as_str()? {
        "estimate" => Travel::Estimate {
            speed_kmh: number("speedKmh"),
            detour_factor: number("detourFactor"),
        },
        "matrix" => Travel::Matrix {
            locations: locations(),
            durations_sec: array("durationsSec"),
            distances_mt: array("distancesMt"),
            missing,
        },
        _ => Travel::Sparse {
            locations: locations(),
            row_start: array("rowStart"),
            to: array("to"),
            durations_sec: array("durationsSec"),
            distances_mt: array("distancesMt"),
            missing,
        },
    })
}

/// Checks a travel model, whether read from the text or given beside it, and makes a pair
/// unreachable of which only one half is.
pub(in super::super) fn check(travel: &mut Travel, issues: &mut Issues) {
    let mut check = Check { issues };
    match travel {
        Travel::Estimate { speed_kmh, detour_factor } => {
            check.number("speedKmh", *speed_kmh, 1.0, 1_000.0);
            check.number("detourFactor", *detour_factor, 1.0, 10.0);
        }
        Travel::Matrix { locations, durations_sec, distances_mt, .. } => {
            let count = locations.len();
            if check.locations(locations, MATRIX_LOCATIONS) {
                let why = format!("{count} x {count} locations");
                check.size("durationsSec", durations_sec, count * count, &why);
                check.size("distancesMt", distances_mt, count * count, &why);
                check.values(durations_sec, distances_mt);
            }
        }
        Travel::Sparse { locations, row_start, to, durations_sec, distances_mt, .. } => {
            if check.locations(locations, SPARSE_LOCATIONS) && check.most("to", to, SPARSE_PAIRS) {
                check.rows(locations.len(), row_start, to);
                check.size("durationsSec", durations_sec, to.len(), "as many as to");
                check.size("distancesMt", distances_mt, to.len(), "as many as to");
                check.values(durations_sec, distances_mt);
            }
        }
    }
}

struct Check<'i> {
    issues: &'i mut Issues,
}

impl Check<'_> {
    fn add(&mut self, code: ErrorCode, name: &'static str, rule: String) {
        self.issues.add(code, &[field("travel"), field(name)], rule);
    }

    fn add_at(&mut self, code: ErrorCode, name: &'static str, index: usize, rule: &str) {
        self.issues.add(code, &[field("travel"), field(name), Segment::Index(index)], rule);
    }

    fn number(&mut self, name: &'static str, number: Option<f64>, least: f64, most: f64) {
        if let Some(number) = number.filter(|number| !(least..=most).contains(number)) {
            let given = told(number).to_string();
            self.add(ErrorCode::Range, name, not_between(least, most, &given));
        }
    }

    fn most<T>(&mut self, name: &'static str, list: &[T], most: usize) -> bool {
        let count = list.len();
        if count > most {
            self.add(
                ErrorCode::Capacity,
                name,
                format!("must have at most {most} entries, not {count}"),
            );
        }
        count <= most
    }

    fn locations(&mut self, locations: &[LatLng], most: usize) -> bool {
        for (index, place) in locations.iter().enumerate().filter(|(_, place)| !on_earth(**place)) {
            let rule = format!("must be within ±90000000 and ±180000000, not {place:?}");
            self.add_at(ErrorCode::Range, "locations", index, &rule);
        }
        self.most("locations", locations, most)
    }

    fn size(&mut self, name: &'static str, list: &[i32], size: usize, why: &str) {
        if list.len() != size {
            let rule = format!("must have {size} entries ({why}), not {}", list.len());
            self.add(ErrorCode::Range, name, rule);
        }
    }

    /// Each value is −1 or within its limit; half a pair unreachable is all of it.
    fn values(&mut self, durations: &mut [i32], distances: &mut [i32]) {
        for (name, list, most) in
            [("durationsSec", &*durations, PAIR_SEC), ("distancesMt", &*distances, PAIR_MT)]
        {
            let wrong = |value: &i32| *value < UNREACHABLE || *value > most;
            for (index, value) in list.iter().enumerate().filter(|(_, value)| wrong(value)) {
                let rule = format!("must be -1 (unreachable) or between 0 and {most}, not {value}");
                self.add_at(ErrorCode::Range, name, index, &rule);
            }
        }
        for (sec, mt) in durations.iter_mut().zip(distances) {
            if *sec < 0 || *mt < 0 {
                (*sec, *mt) = (UNREACHABLE, UNREACHABLE);
            }
        }
    }

    /// `rowStart` goes from 0 to the number of pairs without falling; `to` names locations.
    fn rows(&mut self, count: usize, row_start: &[i32], to: &[i32]) {
        self.size("rowStart", row_start, count + 1, "one more than locations");
        if let Some(first) = row_start.first().filter(|first| **first != 0) {
            self.add_at(ErrorCode::Range, "rowStart", 0, &format!("must be 0, not {first}"));
        }
        for (index, pair) in row_start.windows(2).enumerate() {
            if let [before, after] = pair
                && after < before
            {
                let rule = format!("must be >= the entry before it ({after} < {before})");
                self.add_at(ErrorCode::Range, "rowStart", index + 1, &rule);
            }
        }
        if let Some(last) = row_start.last().filter(|last| usize::try_from(**last) != Ok(to.len()))
        {
            let rule = format!("must be the number of pairs, {}, not {last}", to.len());
            self.add_at(ErrorCode::Range, "rowStart", row_start.len() - 1, &rule);
        }
        let listed = |to: &i32| usize::try_from(*to).is_ok_and(|to| to < count);
        for (index, to) in to.iter().enumerate().filter(|(_, to)| !listed(to)) {
            let rule = format!("must be the index of one of {count} locations, not {to}");
            self.add_at(ErrorCode::Reference, "to", index, &rule);
        }
    }
}

/// With `missing: "error"` every place that planning may use is listed (SEMANTICS 1.1), and every
/// pair of them is stored.
pub(in super::super) fn complete(
    travel: &Travel,
    places: &[(LatLng, Vec<Segment>)],
    issues: &mut Issues,
) {
    let (Travel::Matrix { locations, missing: Missing::Error, .. }
    | Travel::Sparse { locations, missing: Missing::Error, .. }) = travel
    else {
        return;
    };
    let mut listed = sorted::Map::new();
    for (index, place) in locations.iter().enumerate() {
        listed.entry(*place).or_insert(index);
    }
    let mut used = sorted::Map::new();
    for (place, path) in places {
        match listed.get(place) {
            Some(index) => drop(used.entry(*index).or_insert(path)),
            None => {
                let rule = format!("must be in travel.locations: {place:?} is missing");
                issues.add(ErrorCode::Reference, path, rule);
            }
        }
    }
    if let Travel::Sparse { row_start, to, .. } = travel {
        pairs_stored(row_start, to, &used, issues);
    }
}

fn pairs_stored(
    row_start: &[i32],
    to: &[i32],
    used: &sorted::Map<usize, &Vec<Segment>>,
    issues: &mut Issues,
) {
    for (from, path) in used {
        let bound = |index: usize| row_start.get(index).and_then(|at| usize::try_from(*at).ok());
        let row = bound(*from).zip(bound(from + 1)).and_then(|(start, end)| to.get(start..end));
        let stored: sorted::Set<usize> =
            sorted::set(row.unwrap_or_default().iter().filter_map(|to| usize::try_from(*to).ok()));
        if let Some((_, other)) = used.iter().find(|(to, _)| *to != from && !stored.contains(to)) {
            let rule = format!("must have a pair in travel to {}", written(other));
            issues.add(ErrorCode::Reference, path, rule);
        }
    }
}
