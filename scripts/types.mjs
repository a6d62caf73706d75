// Writes the declarations of the model, `dist/data.d.ts`, and the JSON Schema of a snapshot, `schema/snapshot.json`, into a
// package, from what the Rust types say of themselves.
//
//   scripts/schema.sh | node scripts/types.mjs PACKAGE

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { declarations } from './types/declare.mjs';
import { merged } from './types/merge.mjs';
import { snapshotSchema } from './types/snapshot.mjs';

const HEAD = `// The documented objects and ours, made from the types of the core.

import type { ExecutionEvent } from './events.js';
import type { Ints, LatLng } from './units.js';

`;

const [folder] = process.argv.slice(2);
const { input, output, snapshot } = JSON.parse(await text(process.stdin));
writeFileSync(join(folder, 'dist/data.d.ts'), `${HEAD}${declarations(merged(input, output))}\n`);
mkdirSync(join(folder, 'schema'), { recursive: true });
writeFileSync(join(folder, 'schema/snapshot.json'), `${JSON.stringify(snapshotSchema(snapshot), null, 2)}\n`);
