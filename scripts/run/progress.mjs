// The line that one watches while a plan gets better.

import { count, counted, hundredths } from '../../www-demo/src/model/format.mjs';

const BAR = 24;
const A_SECOND = 1000;

function line({ progress, elapsedMs, iterations, cost, unassigned, routesUsed }) {
  const done = Math.round((progress * BAR) / 100);
  const bar = '█'.repeat(done) + '░'.repeat(BAR - done);
  const seconds = (elapsedMs / 1000).toFixed(1).padStart(5);
  return `${bar} ${String(progress).padStart(3)} %  ${seconds} s  cost ${hundredths(cost)}  ${counted(routesUsed, 'route')}  ${count(unassigned)} left out  ${counted(iterations, 'iteration')}`;
}

/** Shows progress on `stream`: one line rewritten on a terminal, else at most one line a second. */
export function progressLine(stream) {
  let last = null;
  let written = -Infinity;
  return {
    show(progress) {
      last = progress;
      if (stream.isTTY) {
        stream.write(`\r\u001b[2K${line(progress).slice(0, (stream.columns ?? 120) - 1)}`);
      } else if (progress.elapsedMs - written >= A_SECOND) {
        written = progress.elapsedMs;
        stream.write(`${line(progress)}\n`);
      }
    },
    end() {
      if (last !== null && stream.isTTY) stream.write('\n');
    },
  };
}
