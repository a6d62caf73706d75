// The demo page uses the package as its types say.

import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

test('the demo page compiles as strict TypeScript', () => {
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const project = fileURLToPath(new URL('../../www-demo', import.meta.url));
  execFileSync(process.execPath, [compiler, '-p', project], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
});
