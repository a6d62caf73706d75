// The command line of run.mjs.

import { parseArgs } from 'node:util';

export const USAGE = `usage: node scripts/run.mjs [snapshot] [options]

  snapshot          a snapshot in JSON (default: examples/city-200.json)
  --from yyyyMMdd   first date to plan (default: what the snapshot speaks of)
  --to yyyyMMdd     last date to plan
  --budget ms       time budget of the search (default: 10000)
  --iterations n    limit of iterations, in place of the time budget or beside it
  --seed n          seed of the search (default: 1)
  --out folder      where files go (default: out)
  --help            this text`;

const OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  budget: { type: 'string' },
  iterations: { type: 'string' },
  seed: { type: 'string' },
  out: { type: 'string', default: 'out' },
  help: { type: 'boolean', default: false },
};

/** A wrong command line. */
export class UsageError extends Error {}

function integer(values, name) {
  const text = values[name];
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--${name} must be a whole number, not "${text}"`);
  return Number(text);
}

/** Whether there is such a day; `Date` would take 30 February for 2 March. */
function isDate(text) {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text)?.map(Number) ?? [];
  if (!(month >= 1 && month <= 12 && day >= 1)) return false;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1;
}

function date(values, name) {
  const text = values[name];
  if (text === undefined || isDate(text)) return text;
  throw new UsageError(`--${name} must be a date yyyyMMdd, not "${text}"`);
}

/** Reads the command line; throws `UsageError`. Without any limit the time budget is 10 s. */
export function readArguments(args) {
  let parsed;
  try {
    parsed = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error.message);
  }
  const { values, positionals } = parsed;
  if (positionals.length > 1) throw new UsageError(`one snapshot at a time, not ${positionals.length}`);
  const [from, to] = [date(values, 'from'), date(values, 'to')];
  if (from > to) throw new UsageError(`--from ${from} must not come after --to ${to}`);
  const maxIterations = integer(values, 'iterations');
  const timeBudgetMs = integer(values, 'budget') ?? (maxIterations === undefined ? 10_000 : undefined);
  const limits = { timeBudgetMs, maxIterations, seed: integer(values, 'seed') ?? 1 };
  return {
    help: values.help,
    snapshot: positionals[0] ?? 'examples/city-200.json',
    from,
    to,
    out: values.out,
    options: Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined)),
  };
}
