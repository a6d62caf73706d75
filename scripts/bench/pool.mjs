// Child processes, a few at a time.

import { spawn } from 'node:child_process';

/** Calls `work(task)` for each task, `jobs` at a time; results in the order of the tasks. */
export async function pooled(tasks, jobs, work) {
  const results = [];
  let next = 0;
  async function worker() {
    while (next < tasks.length) {
      const at = next;
      next += 1;
      results[at] = await work(tasks[at]);
    }
  }
  await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, worker));
  return results;
}

/** A program that ended with another status than 0, or was ended. */
export class ProgramFailed extends Error {}

/** What a program writes to standard output; ended after `timeoutMs`. */
export function output(program, words, { timeoutMs, env = {} }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { env: { ...process.env, ...env }, timeout: timeoutMs, killSignal: 'SIGKILL' });
    const out = [];
    const err = [];
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => err.push(chunk));
    child.on('error', (error) => reject(new ProgramFailed(`${program}: ${error.message}`)));
    child.on('close', (status, signal) => {
      if (status === 0) return resolve(Buffer.concat(out).toString());
      const said = lastError(Buffer.concat(err).toString());
      const ended = signal ? `ended by ${signal}, at most ${timeoutMs} ms were given` : null;
      return reject(new ProgramFailed(ended ?? (said || `status ${status}`)));
    });
  });
}

/** The line that says what went wrong: of a stack trace the one that names the error. */
function lastError(text) {
  const lines = text.trim().split('\n');
  return lines.findLast((line) => /^\S*(Error|error|Exception)\b.*:/.test(line)) ?? lines.at(-1);
}
