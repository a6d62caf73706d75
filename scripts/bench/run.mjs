// Solves the cases of a family by several solvers and judges every plan.

import { UsageError } from './arguments.mjs';
import { loadCase } from './cases.mjs';
import { Broken } from './judge.mjs';
import { ProgramFailed, pooled } from './pool.mjs';
import { faultRow, rowOf } from './rows.mjs';

/** Cases × seeds × solvers, the solvers of one case one after the other: what disturbs the machine disturbs all. */
function tasksOf(names, solvers, { family, dir, seeds, budget }) {
  const seedOf = Array.from({ length: seeds }, (_, at) => at + 1);
  return names.flatMap((name) => seedOf.flatMap((seed) => solvers
    .filter((solver) => solver.seeds || seed === 1)
    .map((solver) => ({ solver, family, dir, name, seed, budget }))));
}

/**
 * @param {string[]} names
 * @param {{ name: string, seeds: boolean, solve: (task: object) => Promise<object> }[]} solvers
 * @returns rows, and per solve its history
 */
export async function run(names, solvers, settings, routewright, tell) {
  const tasks = tasksOf(names, solvers, settings);
  let done = 0;
  const cases = new Map();
  const outcomes = await pooled(tasks, settings.jobs, async (task) => {
    if (!cases.has(task.name)) cases.set(task.name, loaded(task));
    const { one, wrong } = cases.get(task.name);
    const outcome = one === null ? failed(task, wrong) : await solveAndJudge(task, one, routewright);
    done += 1;
    tell(`${done}/${tasks.length} ${line(outcome.row)}`);
    return outcome;
  });
  return { rows: outcomes.map((one) => one.row), histories: outcomes.flatMap((one) => one.history) };
}

/** A file that is no instance fails like a solver, by name: the others are worth their time. */
function loaded(task) {
  try {
    return { one: loadCase(task), wrong: null };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { one: null, wrong: error.message };
  }
}

const failed = (task, message) => ({ row: faultRow(task.name, task.solver.name, task, message), history: [] });

async function solveAndJudge(given, one, routewright) {
  const { solver, ...task } = given;
  try {
    const solved = await solver.solve({ ...task, one });
    const row = rowOf(one, solver.name, task, solved, one.judge(routewright, solved.routes, one));
    const history = (solved.history ?? []).map((point) => ({
      family: task.family, case: task.name, solver: solver.name, seed: task.seed, budget: task.budget, ms: point.ms,
      cost: point.cost / one.unit, leftOut: point.leftOut, best: one.vehiclesFirst ? null : (one.best?.cost ?? null),
    }));
    return { row, history };
  } catch (error) {
    if (!(error instanceof Broken || error instanceof ProgramFailed)) throw error;
    return failed(given, error.message);
  }
}

function line(row) {
  const result = row.fault ?? (row.gap === null ? `cost ${row.cost}, ${row.vehicles} vehicles` : `${row.gap.toFixed(2)} %`);
  const aside = row.leftOut > 0 ? `, ${row.leftOut} left out` : '';
  return `${row.case} seed ${row.seed} ${row.solver}: ${result}${aside}`;
}
