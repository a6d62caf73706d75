// `buildRoutes` and `evaluateRoutes` as functions, as methods of a planner and in slices: one result, and failures that
// change nothing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Planner, base, buildRoutes, evaluateRoutes, example, thrown, validate } from './support/routewright.mjs';
import { initSync } from '../../pkg/dist/glue.js';
import { timeless } from './support/timeless.mjs';

const JASPER = { from: '20151204', to: '20151204' };
const CITY = { from: '20260317', to: '20260317' };
const FEW = { maxIterations: 30 };

/** A planner that is freed at the end of the test. */
function planner(t, snapshot, rules) {
  const made = new Planner(snapshot, rules);
  t.after(() => made.free());
  return made;
}

test('a function, a method and slices of any size give the same result', (t) => {
  const text = example('city-200');
  const expected = timeless(buildRoutes(text, CITY, FEW));
  assert.ok(Object.keys(expected.routes).length > 0);
  assert.deepEqual(timeless(planner(t, text).buildRoutes(CITY, FEW)), expected);
  assert.deepEqual(timeless(buildRoutes(text, CITY, { ...FEW, onProgress: () => {} })), expected);
  for (const slice of [{ iterations: 1 }, { iterations: 7 }, { work: 1000 }, { ms: 1 }, {}, undefined]) {
    const run = planner(t, text).startBuildRoutes(CITY, FEW);
    while (!run.done) run.step(slice);
    assert.deepEqual(timeless(run.finish()), expected, JSON.stringify(slice));
  }
});

test('an object, its text and its bytes give the same result, and the object is left as it was', () => {
  const text = example('jasper');
  const snapshot = JSON.parse(text);
  const result = timeless(buildRoutes(snapshot, JASPER, FEW));
  assert.deepEqual(snapshot, JSON.parse(text));
  assert.deepEqual(timeless(buildRoutes(text, JASPER, FEW)), result);
  assert.deepEqual(timeless(buildRoutes(new TextEncoder().encode(text), JASPER, FEW)), result);
});

test('a planner takes its results over: its plan evaluates to the same cost, with no new revision', (t) => {
  const made = planner(t, example('city-200'));
  const built = made.buildRoutes(CITY, FEW);
  const snapshot = made.snapshot();
  assert.deepEqual(snapshot.routes, built.routes);
  assert.deepEqual(validate(snapshot), []);
  const evaluated = made.evaluateRoutes();
  assert.equal(evaluated.cost.total, built.cost.total);
  assert.deepEqual(evaluateRoutes(snapshot).cost, built.cost);
  for (const [id, route] of Object.entries(made.snapshot().routes)) assert.equal(route.revision, built.routes[id].revision);
});

test('a request and options with mistakes are issues with paths, and change nothing', (t) => {
  const made = planner(t, example('jasper'));
  const before = made.snapshot();
  thrown(() => made.buildRoutes(), 100, 'from');
  thrown(() => made.buildRoutes({ from: '20151204', to: '20151203' }), undefined, 'to');
  thrown(() => made.buildRoutes({ from: '20151304', to: '20151304' }), 100, 'from');
  thrown(() => made.buildRoutes({ ...JASPER, depotTrip: true }), 100, 'depotTrip');
  thrown(() => made.buildRoutes(JASPER, { timeBudget: 5 }), 100, 'timeBudget');
  thrown(() => made.buildRoutes(JASPER, { maxIterations: NaN }), 100, 'maxIterations');
  thrown(() => made.buildRoutes(JASPER, { maxIterations: 1.5 }), 100, 'maxIterations');
  thrown(() => made.buildRoutes(JASPER, { maxIterations: -1 }), 101, 'maxIterations');
  thrown(() => made.buildRoutes(JASPER, { onProgress: 5 }), 100, 'onProgress');
  thrown(() => made.buildRoutes(JASPER, 5), 100);
  thrown(() => made.buildRoutes('20151204'), 100);
  thrown(() => made.evaluateRoutes({ routeIds: ['nobody-20151204'] }), 103, 'routeIds[0]');
  thrown(() => made.evaluateRoutes({}, { seed: 5 }), 100, 'seed');
  assert.equal(thrown(() => made.buildRoutes({ from: 5, to: 6 })).issues.length, 2);
  assert.deepEqual(made.snapshot(), before);
  assert.ok(Object.keys(made.buildRoutes(JASPER, FEW).routes).length > 0);
});

test('the rules of a planner hold for its operations, unless a call has its own', (t) => {
  // The vehicle has no capacity for these boxes: unlimited by default, none at all with `zero`.
  const snapshot = base();
  snapshot.orders.o1.loads = { boxes: 100 };
  const violations = (result) => Object.values(result.routes).flatMap((route) => route.vehicleViolations ?? []);
  const strict = planner(t, snapshot, { missingCapacity: 'zero' });
  assert.ok(violations(evaluateRoutes(snapshot, {}, { missingCapacity: 'zero' })).includes('LD'));
  assert.ok(!violations(evaluateRoutes(snapshot)).includes('LD'));
  assert.ok(violations(strict.evaluateRoutes()).includes('LD'));
  assert.ok(!violations(strict.evaluateRoutes({}, { missingCapacity: 'unlimited' })).includes('LD'));
});

test('onProgress: rising, at most 20 a second, false ends with the best so far', () => {
  const seen = [];
  const began = performance.now();
  const result = buildRoutes(example('city-200'), CITY, {
    timeBudgetMs: 60_000,
    onProgress: (progress) => {
      seen.push({ ...progress, at: performance.now() });
      return seen.length < 5;
    },
  });
  assert.ok(performance.now() - began < 30_000);
  assert.equal(seen.length, 5);
  seen.slice(1).forEach((progress, at) => {
    assert.ok(progress.at - seen[at].at >= 45, 'at least 50 ms apart');
    assert.ok(progress.iterations >= seen[at].iterations && progress.elapsedMs >= seen[at].elapsedMs);
  });
  assert.equal(result.stats.stoppedBy, 'aborted');
  // Progress rounds the cost of the plan once, the result each part of each route; and the end may still better the plan.
  assert.ok(result.cost.total <= seen.at(-1).cost + 10 * Object.keys(result.routes).length);
});

test('what onProgress throws comes out, and the planner is as it was', (t) => {
  const made = planner(t, example('city-200'));
  const before = made.snapshot();
  const mine = new Error('mine');
  assert.throws(() => made.buildRoutes(CITY, { onProgress: () => { throw mine; } }), mine);
  assert.deepEqual(made.snapshot(), before);
  assert.ok(Object.keys(made.buildRoutes(CITY, FEW).routes).length > 0);
});

test('a callback that calls back: refused on the same planner, fine elsewhere', (t) => {
  const made = planner(t, example('city-200'));
  const heard = [];
  made.buildRoutes(CITY, {
    ...FEW,
    onProgress: () => {
      heard.push(thrown(() => made.evaluateRoutes(), 400).message);
      heard.push(thrown(() => made.buildRoutes(CITY), 400).message);
      assert.equal(Object.keys(made.snapshot().orders).length, 200);
      assert.deepEqual(evaluateRoutes(base()).deletedRouteIds, []);
    },
  });
  assert.ok(heard.length >= 2 && heard.every((message) => /in progress/.test(message)));
});

test('a planner freed in a callback: 400, and nothing else breaks', () => {
  const made = new Planner(example('city-200'));
  thrown(() => made.buildRoutes(CITY, { onProgress: () => made.free() }), 400);
  assert.deepEqual(validate(base()), []);
});

test('a run: progress, what is refused meanwhile, cancel and finish', (t) => {
  const made = planner(t, example('city-200'));
  const before = made.snapshot();
  const run = made.startBuildRoutes(CITY, FEW);
  assert.equal(run.done, false);
  const progress = run.step({ iterations: 3 });
  assert.ok(progress.iterations >= 3 && progress.routesUsed > 0 && progress.cost > 0);
  assert.equal(Object.getPrototypeOf(progress), Object.prototype);
  assert.deepEqual(
    Object.entries(progress).map(([name, value]) => [name, typeof value]),
    ['progress', 'elapsedMs', 'iterations', 'cost', 'unassigned', 'routesUsed'].map((name) => [name, 'number']),
  );
  thrown(() => made.evaluateRoutes(), 400);
  thrown(() => made.startBuildRoutes(CITY, FEW), 400);
  thrown(() => run.step({ ms: -1 }), 100, 'ms');
  thrown(() => run.step({ iterations: 0.5 }), 100, 'iterations');
  thrown(() => run.step({ rounds: 1 }), 100, 'rounds');
  thrown(() => run.step(5), 100);
  run.cancel();
  run.cancel();
  assert.ok(run.done);
  assert.deepEqual(made.snapshot(), before);
  thrown(() => run.step({}), 400);
  thrown(() => run.finish(), 400);

  const again = made.startBuildRoutes(CITY, FEW);
  again.step({ iterations: 1 });
  thrown(() => run.step({}), 400);
  const result = again.finish();
  assert.equal(result.stats.stoppedBy, 'aborted');
  assert.deepEqual(made.snapshot().routes, result.routes);
  thrown(() => again.finish(), 400);
});

test('progress with plans adds up to the plan', (t) => {
  const run = planner(t, example('city-200')).startBuildRoutes(CITY, { ...FEW, progressPlans: true });
  const shown = {};
  while (!run.done) {
    const { changed } = run.step({ iterations: 3 });
    Object.assign(shown, changed.routes);
    for (const id of changed.deletedRouteIds) delete shown[id];
  }
  assert.deepEqual(Object.keys(shown).sort(), Object.keys(run.finish().routes).sort());
});

test('a random seed is drawn and reported; the same seed gives the same plan', () => {
  const text = example('city-200');
  const first = buildRoutes(text, CITY, { ...FEW, seed: 'random' });
  const { seed } = first.stats;
  assert.ok(Number.isSafeInteger(seed) && seed >= 0);
  assert.deepEqual(timeless(buildRoutes(text, CITY, { ...FEW, seed })), timeless(first));
  assert.notEqual(buildRoutes(text, CITY, { maxIterations: 0, seed: 'random' }).stats.seed, seed);
});

// Of equal plans the order of the ids decides: the order is chosen that the new name leaves in its place.
for (const [id, order] of [['__proto__', 'o1'], ['constructor', 'o1'], ['toString', 'o3']]) {
  test(`an order, a vehicle and a depot called ${id} are planned and come back as own keys`, () => {
    const renamed = (value) => {
      const text = JSON.stringify(value);
      return JSON.parse(text.replaceAll(`"${order}"`, `"${id}"`).replaceAll('"d1"', `"${id}"`).replaceAll('"v1', `"${id}`));
    };
    const result = timeless(buildRoutes(renamed(base()), JASPER, FEW));
    assert.deepEqual(result, renamed(timeless(buildRoutes(base(), JASPER, FEW))));
    assert.deepEqual(Object.keys(result.routes), [`${id}-20151204`]);
  });
}

test('300 mixed calls need no more memory than 30', () => {
  const text = example('jasper');
  const mixed = (rounds) => {
    for (let round = 0; round < rounds; round += 1) {
      buildRoutes(text, JASPER, { maxIterations: 2 });
      evaluateRoutes(text);
      thrown(() => buildRoutes(text, {}, FEW));
    }
    return initSync().memory.buffer.byteLength;
  };
  const before = mixed(10);
  assert.equal(mixed(100), before);
});

test('what is wrong with a snapshot, a request and options is told in one error', () => {
  const snapshot = base();
  snapshot.vehicles.v1.settings.maxOrders = -1;
  const paths = (use) => thrown(use, 101).issues.map(({ path }) => path);
  const wrong = 'vehicles[v1].settings.maxOrders';
  assert.deepEqual(paths(() => buildRoutes(snapshot, { from: '20151304', to: '20151204', depotTrips: 1 }, { seed: -1 })), [wrong, 'from', 'depotTrips', 'seed']);
  assert.deepEqual(paths(() => evaluateRoutes(snapshot, {}, { strictRegions: 1 })), [wrong, 'strictRegions']);
  assert.deepEqual(paths(() => evaluateRoutes(snapshot)), [wrong]);
  const valid = base();
  assert.deepEqual(thrown(() => buildRoutes(valid, { from: '20151304', to: '20151204' }, { seed: -1 }), 100).issues.map(({ path }) => path), ['from', 'seed']);
});

test('warnings of a valid snapshot are told where they are asked for', () => {
  const snapshot = base();
  snapshot.vehicles.v1.settings.available = false;
  assert.deepEqual(validate(snapshot), []);
  const [id] = Object.keys(snapshot.routes);
  assert.deepEqual(validate(snapshot, { warnings: true }).map(({ path, errorCode }) => [path, errorCode]), [[`routes[${id}]`, 400]]);
  assert.deepEqual(validate(base(), { warnings: true }), []);
});
