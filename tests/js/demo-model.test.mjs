// What the terminal table, plan.html and the page show, derived by hand from small plans.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hexColour, luminance, vehicleColours } from '../../www-demo/src/model/colours.mjs';
import { dateRange } from '../../www-demo/src/model/dates.mjs';
import { clock, duration, hundredths, kilometres, knownHundredths, percent } from '../../www-demo/src/model/format.mjs';
import { peakLoads } from '../../www-demo/src/model/loads.mjs';
import { planView } from '../../www-demo/src/model/plan.mjs';
import { lanes, segmentsOf } from '../../www-demo/src/model/segments.mjs';
import { parseSnapshot } from '../../www-demo/src/model/snapshot.mjs';
import { settingsOn, windowsOn } from '../../www-demo/src/model/vehicle.mjs';

test('times, distances, costs and shares are written as people read them', () => {
  assert.equal(clock(0), '00:00');
  assert.equal(clock(34_259), '09:30'); // 9 h 30 min 59 s
  assert.equal(clock(90_000), '01:00 +1'); // one hour past midnight of the next day
  assert.equal(clock(-1), '–'); // "not available"
  assert.equal(duration(3_569), '0:59'); // 59 min 29 s
  assert.equal(duration(3_570), '1:00'); // 59 min 30 s rounds up
  assert.equal(kilometres(73_402), '73.4');
  assert.equal(hundredths(20_167_512), '201,675.12');
  assert.equal(percent(1, 200), '1 %'); // 0.5 rounds up
  assert.equal(percent(5, 0), '–');
});

test('a route becomes stretches that join without a gap', () => {
  // Departure 08:00, 600 s preparation, drive 900 s, 60 s parking, 240 s idle, 300 s service, drive 1 200 s,
  // 60 s parking, then a break taken at the place before its service (SEMANTICS 2.5), service, drive home, close-out.
  const steps = [
    step('departure', { endSec: 28_800 }),
    step('preparation', { arrivalSec: 28_800, startSec: 28_800, endSec: 29_400, driveToNextSec: 900 }),
    step('delivery', {
      perStopTimeSec: 60,
      arrivalSec: 30_360,
      startSec: 30_600,
      endSec: 30_900,
      idleTimeSec: 240,
      driveToNextSec: 1_200,
    }),
    step('brk', { arrivalSec: 32_160, startSec: 32_400, endSec: 34_200 }),
    step('pickup', { perStopTimeSec: 60, arrivalSec: 34_200, startSec: 34_200, endSec: 34_500, driveToNextSec: 600 }),
    step('closeOut', { arrivalSec: 35_100, startSec: 35_100, endSec: 35_400 }),
    step('arrival', { arrivalSec: 35_400, startSec: 35_400, endSec: -1 }),
  ];
  const found = segmentsOf(steps).map(({ kind, fromSec, toSec, step: index }) => [kind, fromSec, toSec, index]);
  assert.deepEqual(found, [
    ['preparation', 28_800, 29_400, 1],
    ['drive', 29_400, 30_300, 2],
    ['parking', 30_300, 30_360, 2],
    ['idle', 30_360, 30_600, 2],
    ['service', 30_600, 30_900, 2],
    ['drive', 30_900, 32_100, 3],
    ['parking', 32_100, 32_160, 3],
    ['idle', 32_160, 32_400, 3],
    ['break', 32_400, 34_200, 3],
    ['service', 34_200, 34_500, 4],
    ['drive', 34_500, 35_100, 5],
    ['closeOut', 35_100, 35_400, 5],
  ]);
});

test('an unreachable leg and parking without a drive leave the chain whole', () => {
  const steps = [
    step('departure', { endSec: 1_000, driveToNextSec: 0 }),
    step('delivery', { perStopTimeSec: 30, arrivalSec: 1_030, startSec: 1_030, endSec: 1_100, driveToNextSec: -1 }),
    step('arrival', { arrivalSec: 1_100, startSec: 1_100, endSec: -1 }),
  ];
  assert.deepEqual(
    segmentsOf(steps).map(({ kind, fromSec, toSec }) => [kind, fromSec, toSec]),
    [
      ['parking', 1_000, 1_030],
      ['service', 1_030, 1_100],
    ],
  );
});

test('overlapping windows take lanes, others share one', () => {
  const windows = [
    [0, 100],
    [50, 80],
    [90, 120],
    [101, 200],
  ].map(([startSec, endSec]) => ({ startSec, endSec }));
  assert.deepEqual(lanes(windows), [0, 1, 1, 0]);
});

test('the greatest load on any leg, reloads included (SEMANTICS 3.1)', () => {
  const orders = {
    a: { loads: { Box: 300 }, delivery: {} },
    b: { loads: { box: 200 }, delivery: {} },
    c: { loads: { box: 400 }, pickup: {} },
    d: { loads: { box: 100 }, pickup: {}, delivery: {} },
    s: { loads: { box: 999 }, delivery: {}, isService: true },
  };
  const visit = (type, orderId) => step(type, { orderId });
  // From the start 500 (a, b); after a: 200; d up: 300; c up: 700; b down: 500; d down: 400. Most: 700.
  const whole = [
    visit('delivery', 'a'),
    visit('pickup', 'd'),
    visit('pickup', 'c'),
    visit('delivery', 'b'),
    visit('delivery', 'd'),
    visit('delivery', 's'),
  ];
  assert.deepEqual([...peakLoads(whole, orders)], [['box', 700]]);
  const split = [
    visit('pickup', 'd'),
    visit('delivery', 'a'),
    step('depot'),
    visit('delivery', 'b'),
    visit('pickup', 'c'),
    visit('delivery', 'd'),
  ];
  // First trip: 300 at the start, 400 with d, 100 after a. Second: 100 + 200 = 300, 100 after b, 500 with c, 400.
  assert.deepEqual([...peakLoads(split, orders)], [['box', 500]]);
});

test('dates to plan: what orders name, else routes, settings, the present, today', () => {
  const today = '20260101';
  const orders = {
    a: { eligibility: { type: 'on', onDates: ['20151205', '20151204'] } },
    b: { eligibility: { on: '20151207' } },
  };
  const range = (snapshot) => Object.values(dateRange(snapshot, today)).slice(0, 2);
  assert.deepEqual(range({ orders }), ['20151204', '20151207']);
  assert.deepEqual(range({ orders, now: { date: '20151205', sec: 0 } }), ['20151205', '20151207']);
  assert.deepEqual(range({ orders: { a: { eligibility: { type: 'any' } } }, routes: { r: { date: '20160101' } } }), [
    '20160101',
    '20160101',
  ]);
  assert.deepEqual(range({ vehicles: { v: { settings: { 20160203: {}, 20160201: {} } } } }), ['20160201', '20160203']);
  assert.deepEqual(range({ orders: { a: { eligibility: { type: 'by', byDate: '20160304' } } } }), [
    '20160304',
    '20160304',
  ]);
  assert.deepEqual(range({ orders: null }), [today, today]);
});

test('settings and windows of a date (SEMANTICS 4.5, 2.6)', () => {
  const normal = { available: true };
  const special = { available: false };
  assert.equal(settingsOn({ settings: normal, settingsByDate: { 20160101: special } }, '20160101'), special);
  assert.equal(settingsOn({ settings: normal, settingsByDate: { 20160101: special } }, '20160102'), normal);
  assert.equal(settingsOn({ settings: { 20160101: special } }, '20160101'), special);
  assert.deepEqual(settingsOn({ settings: { 20160101: special } }, '20160102'), {});
  const visit = { timeWindows: [{ startSec: 1, endSec: 2, note: 'x' }], timeWindowExceptions: { 20160101: [] } };
  assert.deepEqual(windowsOn(visit, '20160101'), []);
  assert.deepEqual(windowsOn(visit, '20160102'), [{ startSec: 1, endSec: 2 }]);
});

test('a snapshot reads with maps where there is nothing or null', () => {
  const text = '\ufeff{"orders": null, "vehicles": {"__proto__": {}}}';
  const snapshot = parseSnapshot(new TextEncoder().encode(text));
  assert.deepEqual([snapshot.orders, snapshot.routes], [{}, {}]);
  assert.deepEqual(Object.keys(snapshot.vehicles), ['__proto__']);
});

test("colours are the vehicles' own where they can be told apart, and never anything but a colour", () => {
  assert.equal(hexColour('FFA0C3'), '#ffa0c3');
  assert.equal(hexColour('red;background:url(x)'), null);
  const colours = [...vehicleColours({ a: { color: '008844' }, b: { color: '008844' }, c: {} }).values()];
  assert.equal(colours[0], '#008844');
  assert.equal(new Set(colours).size, 3);
});

test('every colour can be seen on light and on dark ground', () => {
  assert.equal(luminance('#000000'), 0);
  assert.equal(luminance('#ffffff').toFixed(6), '1.000000');
  const colours = ['000000', 'ffffff', '4400cc', 'ffff00', '330000', '777777'];
  const vehicles = Object.fromEntries(colours.map((color, place) => [`v${place}`, { color }]));
  for (const shown of vehicleColours(vehicles).values()) {
    const contrast = [luminance('#ffffff'), luminance('#1b2027')].map((ground) => {
      const [light, dark] = [luminance(shown), ground].sort((first, second) => second - first);
      return (light + 0.05) / (dark + 0.05);
    });
    assert.ok(Math.min(...contrast) >= 2.99, `${shown} ${contrast}`);
  }
});

test('the plan holds what was there and what changed, without what is gone', () => {
  const route = (id, more) => ({
    id,
    revision: 1,
    date: id.slice(-8),
    vehicleId: id.slice(0, -9),
    steps: [
      step('departure', { endSec: 100, driveToNextSec: 50, distanceToNextMt: 700, stopIdx: 0 }),
      step('delivery', {
        orderId: 'o',
        arrivalSec: 150,
        startSec: 170,
        endSec: 200,
        idleTimeSec: 20,
        stopIdx: 1,
        displayLabel: '1.1',
      }),
      step('brk', {
        arrivalSec: 200,
        startSec: 210,
        endSec: 230,
        driveToNextSec: 50,
        distanceToNextMt: -1,
        stopIdx: -1,
      }),
      step('arrival', { arrivalSec: 280, startSec: 280, endSec: -1, stopIdx: 2 }),
    ],
    ...more,
  });
  const snapshot = {
    territory: { name: 'T' },
    depots: {},
    regions: {},
    drivers: {},
    vehicles: { 'v-1': { externalId: 'Van', settings: { loadCapacities: { Box: 400 } } } },
    orders: {
      o: { name: 'First', loads: { box: 100 }, delivery: { location: { latLng: [1_000_000, 2_000_000] } } },
      p: { delivery: {} },
    },
    routes: Object.fromEntries(['v-1-20160101', 'v-1-20160102', 'v-1-20160103'].map((id) => [id, route(id)])),
  };
  const cost = { total: 5, activation: 5 };
  const result = {
    routes: { 'v-1-20160102': route('v-1-20160102', { costBreakdown: cost }) },
    deletedRouteIds: ['v-1-20160103'],
    unassigned: [
      {
        orderId: 'p',
        orderSteps: ['delivery'],
        reasons: [
          { code: 'LOC', message: 'no coordinates' },
          { code: 'TW', vehicleId: 'v-1', date: '20160102', message: 'v-1 on 20160102: too late' },
        ],
      },
    ],
    cost,
    stats: {},
  };
  const view = planView(snapshot, result, { from: '20160102', to: '20160103' });
  assert.deepEqual(
    view.routes.map((one) => one.id),
    ['v-1-20160102'],
  ); // the first is out of range, the third is gone
  const [shown] = view.routes;
  assert.deepEqual([shown.vehicle, shown.stops, shown.orders, shown.startSec, shown.endSec], ['Van', 1, 1, 100, 280]);
  assert.deepEqual([shown.driveSec, shown.distanceMt], [100, 700]); // −1 counts 0
  assert.equal(shown.idleSec, 30); // 20 for the window, 10 before the break
  assert.deepEqual(shown.loads, [{ key: 'box', peak: 100, capacity: 400 }]);
  assert.equal(shown.cost, 5);
  assert.deepEqual(
    view.leftOut.map(({ name, places }) => [name, places]),
    [['p', []]],
  );
  const untouched = planView(snapshot, { ...result, routes: {} }, { from: '20160101', to: '20160101' });
  assert.equal(untouched.routes[0].cost, null); // not known, which is not 0
  assert.equal(knownHundredths(untouched.routes[0].cost), '–');
  assert.deepEqual(
    view.leftOut[0].reasons.map((reason) => reason.message),
    ['no coordinates', 'Van, 2016-01-02: too late'],
  );
});

function step(type, fields = {}) {
  return {
    type,
    idleTimeSec: 0,
    perStopTimeSec: 0,
    arrivalSec: -1,
    startSec: -1,
    endSec: -1,
    driveToNextSec: 0,
    distanceToNextMt: 0,
    stopIdx: 0,
    ...fields,
  };
}
