// The command line of bench.mjs.

import { parseArgs } from 'node:util';

export const USAGE = `usage: node scripts/bench.mjs [options]

  --family name     examples (default), rich, large, operations, or a folder of DIR/instances, e.g. gh1000
  --dir folder      where instances/ and bks.csv are (default: ../shared/bench)
  --budget seconds  time budget of each solve (default: 10)
  --seeds n         seeds 1 to n (default: 1)
  --only a,b        only these instances, by name
  --jobs n          solves at a time (default: 1; more than one disturb each other)
  --no-native       not natively as well (natively: seed 1 only)
  --warm            a second of solving before each measured one: the engine has compiled the module to its end by then
  --peers           the peers as well
  --among a,b       of the peers only these: PyVRP, OR-Tools, VROOM, vrp-cli
  --calls n         calls per operation (operations only; default: 200)
  --csv file        where the rows go (default: out/bench-FAMILY-BUDGETs.csv)
  --help            this text`;

const OPTIONS = {
  family: { type: 'string', default: 'examples' },
  dir: { type: 'string', default: '../shared/bench' },
  budget: { type: 'string', default: '10' },
  seeds: { type: 'string', default: '1' },
  'no-native': { type: 'boolean', default: false },
  warm: { type: 'boolean', default: false },
  peers: { type: 'boolean', default: false },
  among: { type: 'string' },
  jobs: { type: 'string', default: '1' },
  only: { type: 'string' },
  calls: { type: 'string', default: '200' },
  csv: { type: 'string' },
  help: { type: 'boolean', default: false },
};

/** A wrong command line, or what it names is not there. */
export class UsageError extends Error {}

function count(values, name) {
  if (/^[1-9]\d{0,6}$/.test(values[name])) return Number(values[name]);
  throw new UsageError(`--${name} must be a whole number from 1, not "${values[name]}"`);
}

function seconds(values, name) {
  const value = Number(values[name]);
  if (values[name].trim() !== '' && value > 0 && value < 1e6) return value;
  throw new UsageError(`--${name} must be seconds above 0, not "${values[name]}"`);
}

/** Names between commas; null where nothing is said. */
function names(text) {
  return text === undefined ? null : text.split(',').filter((name) => name !== '');
}

/** Reads the command line; throws `UsageError`. */
export function readArguments(args) {
  let values;
  try {
    values = parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError(error.message);
  }
  if (!/^\w[\w.-]*$/.test(values.family)) throw new UsageError(`--family must be one word, not "${values.family}"`);
  return {
    ...values,
    budget: seconds(values, 'budget'),
    seeds: count(values, 'seeds'),
    calls: count(values, 'calls'),
    jobs: count(values, 'jobs'),
    native: !values['no-native'],
    only: names(values.only),
    among: names(values.among),
    csv: values.csv ?? `out/bench-${values.family}${values.family === 'operations' ? '' : `-${values.budget}s`}.csv`,
  };
}
