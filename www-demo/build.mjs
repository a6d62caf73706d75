// Builds the demo page into www-demo/dist: plain files that any static server can serve.

import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = path.dirname(path.resolve(here));

/** What the page needs to open and to plan; a larger example is kept once it has been opened. */
const FILES = ['./', 'page.js', 'page.css', 'what-if.js', 'thread.js', 'routewright.wasm', 'examples/jasper.json', 'examples/city-200.json'];

/** Builds the page; gives the folder. The package must be built already. */
export async function buildDemo(out = path.join(here, 'dist')) {
  await rm(out, { recursive: true, force: true });
  await build({
    entryPoints: {
      page: path.join(here, 'src/page/main.ts'),
      'what-if': path.join(here, 'src/page/what-if-worker.ts'),
      thread: path.join(root, 'pkg/dist/thread.js'), // the worker that `routewright/worker` looks for beside the page
    },
    alias: {
      routewright: path.join(root, 'pkg/dist/browser.js'),
      'routewright/worker': path.join(root, 'pkg/dist/worker.js'),
    },
    bundle: true,
    minify: true,
    sourcemap: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'eof',
    loader: { '.png': 'dataurl' },
    outdir: out,
    logLevel: 'warning',
  });
  await build({
    entryPoints: { offline: path.join(here, 'src/page/offline.ts') },
    define: { FILES: JSON.stringify(FILES) },
    bundle: true,
    minify: true,
    format: 'iife', // a service worker as a module is not in every browser yet
    target: 'es2022',
    outdir: out,
    logLevel: 'warning',
  });
  await cp(path.join(here, 'index.html'), path.join(out, 'index.html'));
  await cp(path.join(root, 'pkg/dist/routewright.wasm'), path.join(out, 'routewright.wasm'));
  await mkdir(path.join(out, 'examples'), { recursive: true });
  const examples = (await readdir(path.join(root, 'examples'))).filter((name) => name.endsWith('.json'));
  await Promise.all(examples.map((name) => cp(path.join(root, 'examples', name), path.join(out, 'examples', name))));
  return out;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildDemo();
