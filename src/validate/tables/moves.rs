//! Requests of the manual moves and of approvals.

use super::super::limits::INT_MAX;
use super::super::rules::moves as rules;
use super::super::shape::{ANY, Entity, Kind, Shape, closed, opt, req};
use serde_json::Value;

static ORDER_STEP: Shape = closed(
    &[req("orderId", Kind::Ref(Entity::Order)), req("type", Kind::Word(&["pickup", "delivery"]))],
    Some(rules::order_step),
);

const ORDER_STEPS: Kind = Kind::List(&Kind::Object(&ORDER_STEP), ANY);

pub(in super::super) static ASSIGN_ORDER_STEPS: Shape = closed(
    &[
        req("orderSteps", ORDER_STEPS),
        req("routeId", Kind::RouteId),
        req("afterSec", Kind::Int(0, INT_MAX)),
    ],
    Some(rules::assign),
);

pub(in super::super) static UNASSIGN_ORDERS: Shape =
    closed(&[req("orderIds", Kind::List(&Kind::Either(id_or_step), ANY))], Some(rules::unassign));

/// Both shapes of the documents (FEATURES DEF-20).
fn id_or_step(value: &Value) -> &'static Kind {
    static ID: Kind = Kind::Ref(Entity::Order);
    static STEP: Kind = Kind::Object(&ORDER_STEP);
    if value.is_object() { &STEP } else { &ID }
}

pub(in super::super) static APPLY_SEQUENCES: Shape = closed(
    &[req("sequences", Kind::List(&Kind::Object(&SEQUENCE), ANY))],
    Some(rules::apply_sequences),
);

static SEQUENCE: Shape =
    closed(&[req("routeId", Kind::RouteId), req("orderSteps", ORDER_STEPS)], Some(rules::sequence));

pub(in super::super) static SWAP_ROUTES: Shape = closed(
    &[req("srcRouteId", Kind::RouteId), req("dstRouteId", Kind::RouteId)],
    Some(rules::swap),
);

/// Texts, not route ids: one that is none is refused or ignored, as `strict` says.
const IDS: Kind = Kind::List(&Kind::Text, ANY);

pub(in super::super) static APPROVE_ROUTES: Shape =
    closed(&[req("ids", IDS), opt("strict", Kind::Flag)], Some(rules::approvals));

pub(in super::super) static REVOKE_ROUTES: Shape =
    closed(&[req("ids", IDS)], Some(rules::approvals));
