// Prints the size of the package's WebAssembly file as it is and as servers send it.

import { readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const bytes = readFileSync(new URL('../pkg/dist/routewright.wasm', import.meta.url));
const sizes = { raw: bytes.length, gzip: gzipSync(bytes).length, brotli: brotliCompressSync(bytes).length };
for (const [form, size] of Object.entries(sizes)) console.log(`${form.padEnd(8)}${String(size).padStart(10)} bytes`);
