//! `approveRoutes` and `revokeRoutes` (documents: "Approve Routes v2", "Revoke Routes v2", "Approved
//! Plans API"). Which routes are approved is data of the snapshot; the frozen copies of what was
//! approved stay with the caller.

use super::current::date_of;
use super::loaded::Loaded;
use crate::date::Date;
use crate::error::{Error, ErrorCode, Issue};
use crate::model::{
    ApproveRoutesRequest, ApprovedRoutesChanged, RevokeRoutesRequest, Route, Snapshot,
};
use crate::sorted;

/// Future dates that may have approved routes.
const DATES: usize = 3;

/// Approves routes, or updates their approval; approval of a route without order steps is revoked.
/// Without `now` in the snapshot every date counts as a future one.
///
/// # Errors
/// With `strict` all issues: ids that are no route ids (100), vehicles that do not exist (103),
/// routes of whose orders something was recorded, a fourth future date (400). Without, such ids are
/// ignored.
pub fn approve_routes(
    loaded: &Loaded,
    request: &ApproveRoutesRequest,
) -> Result<ApprovedRoutesChanged, Error> {
    let snapshot = &loaded.snapshot;
    let mut approvals = Approvals::new(snapshot);
    let mut issues = Vec::new();
    for (index, id) in request.ids.iter().enumerate() {
        if let Err((code, rule)) = approvals.approve(id) {
            issues.push(Issue::new(code, format!("ids[{index}]"), rule));
        }
    }
    if request.strict && !issues.is_empty() {
        return Err(issues.into());
    }
    Ok(approvals.changed())
}

/// Revokes approvals. Ids of no approved route, and routes of whose orders something was recorded,
/// are ignored.
#[must_use]
pub fn revoke_routes(loaded: &Loaded, request: &RevokeRoutesRequest) -> ApprovedRoutesChanged {
    let mut approvals = Approvals::new(&loaded.snapshot);
    for id in &request.ids {
        if loaded.snapshot.routes.get(id).is_none_or(|route| !has_begun(route)) {
            approvals.revoke(id);
        }
    }
    approvals.changed()
}

/// Whether an execution event about an order of the route was captured.
fn has_begun(route: &Route) -> bool {
    route.steps.iter().any(|step| step.tracking_data.is_some() || step.effective.is_some())
}

/// The list of approved routes, under change.
struct Approvals<'s> {
    snapshot: &'s Snapshot,
    approved: Vec<String>,
    /// Dates of which something changed.
    touched: sorted::Set<Date>,
}

impl<'s> Approvals<'s> {
    fn new(snapshot: &'s Snapshot) -> Self {
        let approved = snapshot.approved_routes.clone();
        Self { snapshot, approved, touched: sorted::Set::new() }
    }

    fn approve(&mut self, id: &str) -> Result<(), (ErrorCode, String)> {
        let Some(date) = date_of(self.snapshot, id) else {
            let rule = format!("must be <vehicleId>-<yyyyMMdd>, not {id:?}");
            return Err((ErrorCode::Malformed, rule));
        };
        let vehicle = id.rsplit_once('-').map_or("", |(vehicle, _)| vehicle);
        if !self.snapshot.vehicles.contains_key(vehicle) {
            let rule = format!("must be of one of vehicles: there is no {vehicle}");
            return Err((ErrorCode::Reference, rule));
        }
        let route = self.snapshot.routes.get(id);
        if route.is_some_and(has_begun) {
            let rule = "must be of a route of which no execution event is known".to_owned();
            return Err((ErrorCode::NotApplicable, rule));
        }
        if route.is_none_or(|route| route.steps.iter().all(|step| step.step_kind().is_none())) {
            self.revoke(id);
            return Ok(());
        }
        let mut dates = self.dates();
        dates.insert(date);
        if self.is_future(date)
            && dates.into_iter().filter(|date| self.is_future(*date)).count() > DATES
        {
            let rule =
                format!("must not be on more than {DATES} future dates with approved routes");
            return Err((ErrorCode::NotApplicable, rule));
        }
        if !self.approved.iter().any(|other| other == id) {
            self.approved.push(id.to_owned());
        }
        self.touched.insert(date);
        Ok(())
    }

    fn revoke(&mut self, id: &str) {
        let before = self.approved.len();
        self.approved.retain(|other| other != id);
        if self.approved.len() < before {
            self.touched.extend(date_of(self.snapshot, id));
        }
    }

    fn is_future(&self, date: Date) -> bool {
        self.snapshot.now.is_none_or(|now| date > now.date)
    }

    /// Dates with approved routes.
    fn dates(&self) -> sorted::Set<Date> {
        sorted::set(self.approved.iter().filter_map(|id| date_of(self.snapshot, id)))
    }

    fn changed(self) -> ApprovedRoutesChanged {
        let left = self.dates();
        let (approved, revoked) = self.touched.iter().partition(|date| left.contains(date));
        ApprovedRoutesChanged { approved, revoked, approved_routes: self.approved }
    }
}
