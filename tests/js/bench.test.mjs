// `make bench`: instances are read as their families publish them, plans are judged from the instance alone by the family's
// convention, and a plan that breaks a rule is not counted.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { UsageError, readArguments } from '../../scripts/bench/arguments.mjs';
import { caseNames, loadCase } from '../../scripts/bench/cases.mjs';
import { measure } from '../../scripts/bench/conventions.mjs';
import { parseBestKnown, parseInstance } from '../../scripts/bench/instances.mjs';
import { Broken, judge } from '../../scripts/bench/judge.mjs';
import { ProgramFailed, output, pooled } from '../../scripts/bench/pool.mjs';
import { gapOf, summaries, wasmShare } from '../../scripts/bench/rows.mjs';
import { nodesOf, toSnapshot } from '../../scripts/bench/snapshot.mjs';
import * as routewright from './support/routewright.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

const SOLOMON = `S1

VEHICLE
NUMBER     CAPACITY
  2         30

CUSTOMER
CUST NO.   XCOORD.   YCOORD.    DEMAND   READY TIME   DUE DATE   SERVICE TIME

    0          0         0           0       0         100           0
    1          1         1          10       0          50          10
    2          3         4          20      40          60           5
    3          0         2          10       0         100           0
`;
/** Two pairs: 1 → 3 and 4 → 2. */
const LI_LIM = `2\t15\t1
0\t0\t0\t0\t0\t100\t0\t0\t0
1\t0\t3\t10\t0\t100\t1\t0\t3
2\t4\t0\t-10\t0\t100\t1\t4\t0
3\t4\t3\t-10\t0\t100\t1\t1\t0
4\t0\t1\t10\t0\t100\t1\t0\t2
`;
const VRP = `NAME : V1
COMMENT : (no comment)
TYPE : CVRP
DIMENSION : 4
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 10
NODE_COORD_SECTION
1 0 0
2 1 1
3 1 3
4 2 3
DEMAND_SECTION
1 0
2 5
3 5
4 6
DEPOT_SECTION
1
-1
EOF
`;
const solomon = parseInstance('S1', '.txt', SOLOMON);
const liLim = parseInstance('L1', '.txt', LI_LIM);
const vrp = parseInstance('V1', '.vrp', VRP);

/** A folder as ../shared/bench, with these instances. */
const folder = mkdtempSync(path.join(tmpdir(), 'routewright-bench-'));
after(() => rmSync(folder, { recursive: true }));
for (const [family, file, text] of [['s', 'S1.txt', SOLOMON], ['l', 'L1.txt', LI_LIM], ['v', 'V1.vrp', VRP]]) {
  mkdirSync(path.join(folder, 'instances', family), { recursive: true });
  writeFileSync(path.join(folder, 'instances', family, file), text);
}
// All three on one route are too much. [3, 2] and [1]: 2 + 3.6 + 5 and 1.4 + 1.4; [1, 2] and [3] are 14, [1, 3] and [2] 14.8.
writeFileSync(path.join(folder, 'bks.csv'), `family,instance,customers,objective_convention,bks_vehicles,bks_cost,source
s,S1,3,dimacs_distance,2,13.4,derived here
l,L1,4,hier_double,1,19.123106,derived here
v,V1,3,euc2d_rounded,,14.0,derived here
`);

test('Solomon text: fleet, capacity and every row', () => {
  assert.deepEqual([solomon.kind, solomon.vehicles, solomon.capacity, solomon.nodes.length], ['vrptw', 2, 30, 4]);
  const second = { x: 3, y: 4, demand: 20, ready: 40, due: 60, service: 5, pickup: 0, delivery: 0 };
  assert.deepEqual(solomon.nodes[2], second);
});

test('Li & Lim text: the first line is fleet, capacity and speed, and pairs know each other', () => {
  assert.deepEqual([liLim.kind, liLim.vehicles, liLim.capacity, liLim.nodes.length], ['pdptw', 2, 15, 5]);
  assert.deepEqual([liLim.nodes[1].delivery, liLim.nodes[3].pickup], [3, 1]);
  assert.throws(() => parseInstance('L1', '.txt', LI_LIM.replace('\t1\t0\n4', '\t2\t0\n4')), /instance L1: node 1 has no mate/);
});

test('a line that is no customer is named: without it another instance would be solved', () => {
  const wrong = (from, to, message) =>
    assert.throws(() => parseInstance('S1', '.txt', SOLOMON.replace(from, to)), (error) => error instanceof UsageError && message.test(error.message));
  wrong(/3( +4 +20 )/, 'x$1', /^instance S1: line 12 has not 7 numbers: "2 +x +4/);
  wrong(/ {4}2 .*\n/, '', /^instance S1: line 12 is not node 2: "3 /);
  wrong(/ {4}2 .*\n/, '    2          3\n', /line 12 has not 7 numbers: "2 +3"/);
});

test('.vrp text: the number of vehicles is free, other metrics are refused', () => {
  assert.deepEqual([vrp.kind, vrp.vehicles, vrp.capacity, vrp.nodes.length], ['cvrp', null, 10, 4]);
  assert.deepEqual([vrp.nodes[3].x, vrp.nodes[3].y, vrp.nodes[3].demand], [2, 3, 6]);
  assert.throws(() => parseInstance('V1', '.vrp', VRP.replace('EUC_2D', 'GEO')), /V1: EDGE_WEIGHT_TYPE GEO is not read/);
  assert.throws(() => parseInstance('V1', '.vrp', VRP.replace('4 6\n', '')), /V1: node 3 lacks a number/);
  assert.throws(() => parseInstance('V1', '.vrp', VRP.replace('4 2 3\n', '')), /V1: 3 places, but DIMENSION says 4/);
});

test('best known costs are found by family, instance and convention', () => {
  const known = parseBestKnown('head\ns,S1,3,dimacs_distance,2,13.4,x\nv,V1,3,euc2d_rounded,,14.0,x\ns,S2,3,hier_double,2,,x\n');
  assert.deepEqual([...known], [
    ['s/S1/dimacs_distance', { vehicles: 2, cost: 13.4 }], ['v/V1/euc2d_rounded', { vehicles: null, cost: 14 }],
  ]);
});

test('each convention rounds as it is published', () => {
  const [from, to] = [{ x: 0, y: 0 }, { x: 1, y: 1 }]; // √2 = 1.41421…
  assert.equal(measure('dimacs_distance')(from, to), 1.4); // cut to one decimal
  assert.equal(measure('euc2d_rounded')(from, to), 1);
  assert.equal(measure('euc2d_rounded')(from, { x: 1, y: 3 }), 3); // √10 = 3.16
  assert.equal(measure('euc2d_rounded')(from, { x: 2, y: 3 }), 4); // √13 = 3.61
  assert.equal(measure('hier_double')(from, to), Math.SQRT2);
  assert.equal(measure('dimacs_distance')(from, { x: 3, y: 4 }), 5); // not 4.9 by a rounding error
});

test('a plan is priced from the instance', () => {
  // √2 → 1.4, |1→2| = √13 → 3.6, |2→0| = 5, twice 2.
  assert.deepEqual(judge(solomon, 'dimacs_distance', [[1, 2], [3]]), { vehicles: 2, cost: 14, leftOut: 0 });
  // Without the last customer, and an empty route does not count.
  assert.deepEqual(judge(solomon, 'dimacs_distance', [[1, 2], []]), { vehicles: 1, cost: 10, leftOut: 1 });
  // 4 (0,1) → 2 (4,0): 1 + √17 + 4; 1 (0,3) → 3 (4,3): 3 + 4 + 5.
  assert.deepEqual(judge(liLim, 'hier_double', [[4, 2], [1, 3]]), { vehicles: 2, cost: 21.123106, leftOut: 0 });
  // √2 → 1, 2, √10 → 3; and twice √13 → 4.
  assert.deepEqual(judge(vrp, 'euc2d_rounded', [[1, 2], [3]]), { vehicles: 2, cost: 14, leftOut: 0 });
});

test('a plan that breaks a rule is caught, whatever its solver says', () => {
  const broken = (instance, routes, message) => {
    const convention = { vrptw: 'dimacs_distance', pdptw: 'hier_double', cvrp: 'euc2d_rounded' }[instance.kind];
    assert.throws(() => judge(instance, convention, routes), (error) => error instanceof Broken && message.test(error.message));
  };
  broken(solomon, [[1], [2], [3]], /3 vehicles of 2/);
  broken(solomon, [[1, 1]], /customer 1 is visited twice/);
  broken(solomon, [[1], [2, 1]], /customer 1 is visited twice/);
  broken(solomon, [[4]], /no customer 4/);
  broken(solomon, [[0]], /no customer 0/);
  broken(solomon, [[1, 2, 3]], /load 40 > 30/);
  // At 2 from 40 to 45, and 3.6 later at 1: 48.6 ≤ 50.
  judge(solomon, 'dimacs_distance', [[2, 1], [3]]);
  const early = { ...solomon, nodes: solomon.nodes.with(1, { ...solomon.nodes[1], due: 48 }) };
  broken(early, [[2, 1], [3]], /customer 1 is reached at 48.6, due 48/);
  broken({ ...solomon, nodes: solomon.nodes.with(0, { ...solomon.nodes[0], due: 49 }) }, [[1, 2]], /customer 0 is reached at 50/);
  broken(liLim, [[1], [4, 2]], /customer 1 without its mate/);
  broken(liLim, [[3, 1]], /customer 3 before its pickup/);
  broken(liLim, [[1, 4, 3, 2]], /load 20 of 15 after customer 4/);
  broken(vrp, [[1, 2, 3]], /load 16 > 10/);
});

test('a case becomes a snapshot that the package accepts, and its best plan comes back at its cost', () => {
  const found = {
    s: { vehicles: 2, cost: 13.4, leftOut: 0, violations: 0 },
    // One vehicle: 0 → 4 → 2 would carry both; 4 (0,1), 2 (4,0), 1 (0,3), 3 (4,3): 1 + √17 + 5 + 4 + 5.
    l: { vehicles: 1, cost: 19.123106, leftOut: 0, violations: 0 },
    v: { vehicles: 2, cost: 14, leftOut: 0, violations: 0 },
  };
  for (const [family, name] of [['s', 'S1'], ['l', 'L1'], ['v', 'V1']]) {
    const one = loadCase({ family, dir: folder, name });
    const snapshot = { ...one.snapshot, travel: one.travel };
    assert.deepEqual(routewright.validate(snapshot), []);
    const { routes } = routewright.buildRoutes(snapshot, one.request, { maxIterations: 500 });
    const visits = Object.values(routes).map((route) => ({ visits: route.steps.filter((step) => step.orderId) }));
    assert.deepEqual(one.judge(routewright, visits), found[family], family);
  }
});

test('units: tenths, whole, or as fine as a day allows', () => {
  const travelOf = (instance, convention) => toSnapshot(instance, convention).travel;
  const tenths = travelOf(solomon, 'dimacs_distance');
  assert.deepEqual([tenths.distancesMt[1], tenths.durationsSec[1]], [14, 14]);
  const whole = travelOf(vrp, 'euc2d_rounded');
  assert.deepEqual([whole.distancesMt[1], whole.durationsSec[1]], [1, 0]);
  // 864 s a unit: ⌈5 × 864⌉ from 1 (0,3) to 2 (4,0), whose 5 are exact.
  const fine = travelOf(liLim, 'hier_double');
  assert.deepEqual([fine.distancesMt[1 * 5 + 2], fine.durationsSec[1 * 5 + 2]], [5_000, 4_320]);
});

test('of a pair the delivery is the mate of the node that names the order', () => {
  const visits = [{ orderId: 'o00004', type: 'pickup' }, { orderId: 'o00004', type: 'delivery' }];
  assert.deepEqual(nodesOf(liLim, [{ visits }]), [[4, 2]]);
});

test('instances of a folder without a table of best known costs have no gap', () => {
  const bare = path.join(folder, 'bare');
  mkdirSync(path.join(bare, 'instances/own'), { recursive: true });
  writeFileSync(path.join(bare, 'instances/own/V1.vrp'), VRP);
  assert.equal(loadCase({ family: 'own', dir: bare, name: 'V1' }).best, null);
});

test('cases: those named, and a sentence where there is none', () => {
  assert.deepEqual(caseNames({ family: 's', dir: folder, only: null }), ['S1']);
  assert.throws(() => caseNames({ family: 's', dir: folder, only: ['S2'] }), /s has no S2; it has S1/);
  assert.throws(() => caseNames({ family: 'x', dir: folder, only: null }), /there is no family x: .*operations, l, s, v/);
  assert.throws(() => caseNames({ family: 's', dir: path.join(folder, 'no'), only: null }), /there is no folder .*no.*DIR=/);
});

test('gaps: none where orders are left out, or where vehicles come first and are not the fewest', () => {
  const best = { vehicles: 2, cost: 100 };
  assert.equal(gapOf({ best }, { cost: 101, vehicles: 3, leftOut: 0 }), 1);
  assert.equal(gapOf({ best }, { cost: 90, vehicles: 2, leftOut: 1 }), null);
  assert.equal(gapOf({ best, vehiclesFirst: true }, { cost: 90, vehicles: 3, leftOut: 0 }), null);
  assert.equal(gapOf({ best, vehiclesFirst: true }, { cost: 102, vehicles: 2, leftOut: 0 }), 2);
});

test('means are over what was solved, faults are counted, and the ratio compares the same case and seed', () => {
  const row = (solver, name, gap, rate) => ({
    solver, case: name, seed: 1, fault: null, gap, vehicles: 3, bestVehicles: 2, leftOut: 0, violations: 0, cost: 1,
    iterationsPerSec: rate,
  });
  const rows = [
    row('routewright', 'a', 1, 300), row('routewright', 'b', 2, 100), row('routewright native', 'a', 1, 400),
    { solver: 'other', case: 'a', seed: 1, fault: 'no', gap: null, vehicles: null, bestVehicles: null },
  ];
  const [ours, native, other] = summaries(rows);
  assert.deepEqual([ours.gap, ours.runs, ours.faults, ours.fewest, ours.vehicles, ours.bestVehicles], [1.5, 2, 0, 0, 6, 4]);
  assert.deepEqual([native.gap, other.gap, other.faults], [1, null, 1]);
  assert.equal(wasmShare(rows), 0.75); // 300 / 400; b has no native run
});

test('the pool keeps the order of its tasks, and no more than so many run', async () => {
  let running = 0;
  let most = 0;
  const results = await pooled([3, 1, 2], 2, async (ms) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, ms));
    running -= 1;
    return ms;
  });
  assert.deepEqual([results, most], [[3, 1, 2], 2]);
});

test('a program that fails says what, one that hangs is ended', async () => {
  const failing = output(process.execPath, ['-e', 'throw new TypeError("no such thing")'], { timeoutMs: 60_000 });
  await assert.rejects(failing, (error) => error instanceof ProgramFailed && /TypeError: no such thing/.test(error.message));
  const hanging = output(process.execPath, ['-e', 'for (;;);'], { timeoutMs: 200 });
  await assert.rejects(hanging, (error) => error instanceof ProgramFailed && /ended by SIGKILL/.test(error.message));
  await assert.rejects(output('/no/such/program', [], { timeoutMs: 200 }), ProgramFailed);
});

test('wrong words are refused with a sentence', () => {
  for (const words of [['--budget', '0'], ['--seeds', '1.5'], ['--jobs', 'all'], ['--family', '../x'], ['--what']]) {
    assert.throws(() => readArguments(words), UsageError, words.join(' '));
  }
});

test('the command: a table and the rows as CSV; status 2 and a sentence where a family is not there', async () => {
  const csv = path.join(folder, 'out', 'rows.csv');
  const words = ['scripts/bench.mjs', '--dir', folder, '--family', 's', '--budget', '0.2', '--no-native', '--csv', csv];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, words, { cwd: root });
  assert.match(stdout, /S1 +│ routewright +│ +1 │ +13\.40 │ +0\.00 │/);
  assert.match(stderr, /^1\/1 S1 seed 1 routewright: 0\.00 %/);
  const wrong = promisify(execFile)(process.execPath, [...words.slice(0, 3), '--family', 'none'], { cwd: root });
  await assert.rejects(wrong, (error) => error.code === 2 && /there is no family none/.test(error.stderr));
});

test('a file that is no instance is a failure by name, and the others of its folder are solved', async () => {
  const own = path.join(folder, 'instances', 'some-own');
  mkdirSync(path.join(own, 'folder.txt'), { recursive: true });
  const words = ['scripts/bench.mjs', '--dir', folder, '--family', 'some-own', '--budget', '0.2', '--no-native'];
  writeFileSync(path.join(own, 'cut.txt'), SOLOMON.replace('10       0         100           0\n', '10'));
  writeFileSync(path.join(own, 'good.txt'), SOLOMON);
  const csv = path.join(folder, 'out', 'own.csv');
  const { stdout } = await promisify(execFile)(process.execPath, [...words, '--csv', csv], { cwd: root });
  assert.match(stdout, /cut +│ routewright +│ +1 │ failed: instance cut: line 13 has not 7 numbers/);
  assert.match(stdout, /folder +│ routewright +│ +1 │ failed: instance folder: EISDIR/);
  assert.match(stdout, /good +│ routewright +│ +1 │ +13\.40 │/);
  assert.match(readFileSync(csv, 'utf8'), /^"some-own","cut",.*"instance cut: line 13/m);
});

test('a folder without instances is refused with a sentence', () => {
  mkdirSync(path.join(folder, 'instances', 'empty'), { recursive: true });
  assert.throws(() => caseNames({ family: 'empty', dir: folder, only: null }), /instances.empty has no file that ends in \.txt or \.vrp/);
});
