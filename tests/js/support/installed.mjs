// The package in a folder of its own, installed from its tarball; and the runtimes that this machine has.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Runs a program; what it prints. */
export function run(program, args, cwd = ROOT) {
  return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: 'pipe', maxBuffer: 2 ** 28 });
}

/** A new folder, removed after the tests, with the package in its node_modules. */
export function installed() {
  const folder = mkdtempSync(join(tmpdir(), 'routewright-'));
  after(() => rmSync(folder, { recursive: true }));
  const [{ filename }] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder, './pkg']));
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--prefix', folder, join(folder, filename)]);
  return folder;
}

/** The path of a program among the development tools or on the PATH; undefined where this machine has none. */
export function program(name) {
  const folders = [join(ROOT, 'node_modules/.bin'), ...process.env.PATH.split(delimiter)];
  return folders.map((folder) => join(folder, name)).find(existsSync);
}

/** The folder of a package and version that `scripts/setup.sh rare` fetched; undefined where it could not. */
export function fetched(wanted) {
  const folder = join(process.env.ROUTEWRIGHT_CACHE ?? '', 'rarer', wanted.replaceAll('/', '+'), 'node_modules');
  return existsSync(folder) ? folder : undefined;
}

/** What `make test-rare` tries of a package: `package@version` each. */
export const wanted = (name) => (process.env.ROUTEWRIGHT_RARER ?? '').split(/\s+/).filter((word) => word.startsWith(`${name}@`));
