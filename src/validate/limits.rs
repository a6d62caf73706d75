//! Limits of the documents and of the package, each named once. `docs/limits.md` is their table.

/// Bytes of a snapshot's text (ours).
pub const TEXT_BYTES: usize = 64 * 1024 * 1024;
/// Values of a snapshot, the long arrays of `travel` apart (ours): what a tree of them takes in
/// memory is many times the text.
pub const VALUES: usize = 4_000_000;
/// Levels of objects and lists, the outermost being the first (ours).
pub const DEPTH: usize = 64;
/// Issues reported; what is beyond is counted in the last one (ours).
pub const ISSUES: usize = 1_000;
/// Orders of a snapshot (ours).
pub const ORDERS: usize = 20_000;
/// Vehicles of a snapshot (ours).
pub const VEHICLES: usize = 10_000;
/// Depots of a snapshot (ours).
pub const DEPOTS: usize = 10_000;
/// Drivers of a snapshot (ours).
pub const DRIVERS: usize = 10_000;
/// Regions of a snapshot (ours).
pub const REGIONS: usize = 1_000;
/// Corners of one region (ours).
pub const CORNERS: usize = 2_000;
/// Corners of all regions together (ours).
pub const CORNERS_TOGETHER: usize = 50_000;
/// Routes of a snapshot (ours).
pub const ROUTES: usize = 20_000;
/// Steps of a route (ours).
pub const ROUTE_STEPS: usize = 50_000;
/// Events of a request (ours).
pub const EVENTS: usize = 20_000;
/// Characters of a proof of delivery, as base64: the documented 2 MB.
pub const POD_CHARS: usize = 2_796_202;
/// Bytes of an id (ours).
pub const ID_BYTES: usize = 256;
/// Different load keys of a snapshot (ours).
pub const LOAD_KEYS: usize = 64;
/// Vehicle-days that a request may plan (ours).
pub const VEHICLE_DAYS: usize = 1_000;
/// Dates of a request (ours).
pub const DATES: i64 = 366;
/// Locations of a matrix (ours).
pub const MATRIX_LOCATIONS: usize = 4_000;
/// Locations of a sparse travel model (ours).
pub const SPARSE_LOCATIONS: usize = 50_000;
/// Pairs of a sparse travel model (ours): as many as the largest matrix has.
pub const SPARSE_PAIRS: usize = MATRIX_LOCATIONS * MATRIX_LOCATIONS;
/// Seconds of one pair (ours).
pub const PAIR_SEC: i32 = 10_000_000;
/// Metres of one pair (ours).
pub const PAIR_MT: i32 = 100_000_000;
/// Largest integer that JavaScript holds exactly.
pub const SAFE_INTEGER: i64 = 9_007_199_254_740_991;

/// Seconds of a day: the documented end of every duration.
pub const DAY: i64 = 86_400;
/// Latest end of a window: overnight work counts on from midnight (FEATURES CNV-02).
pub const LATEST: i64 = 2 * DAY;
/// Latest moment that a driver can have reported, since midnight of the route's date (ours).
pub const REPORTED_SEC: i64 = 30 * DAY;
/// Hundredths of a documented cost or hourly rate.
pub const COST: i64 = 100_000_000;
/// Hundredths of a load or capacity.
pub const LOAD: i64 = 1_000_000_000;
/// The documented `int`.
pub const INT_MIN: i64 = i32::MIN as i64;
/// The documented `int`.
pub const INT_MAX: i64 = i32::MAX as i64;
