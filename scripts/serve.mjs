// A static file server for localhost: the demo page (`make demo`) and the browser tests.
//
//   node scripts/serve.mjs [PORT] [PATH]

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What may be served; nothing else of the repository is. */
const FOLDERS = ['/www-demo/', '/pkg/', '/examples/', '/tests/browser/'];
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};
/** The strictest policy under which the package works: its WebAssembly needs `wasm-unsafe-eval`, nothing else. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; " +
  "style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

/**
 * Serves on 127.0.0.1; `port` 0 picks a free one. Resolves to the server and its address. `more` adds folders; another
 * `root` than the repository is served whole.
 */
export async function serve(port = 0, more = [], root = ROOT) {
  const folders = root === ROOT ? [...FOLDERS, ...more] : ['/'];
  const server = createServer((request, response) =>
    answer(request, response, folders, root).catch(() => refuse(response, 500)),
  );
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${server.address().port}` };
}

async function answer(request, response, folders, root) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
  const path = pathOf(request.url);
  if (path === '/' && root === ROOT) return response.writeHead(302, { Location: '/www-demo/dist/' }).end();
  if (path === null || !folders.some((folder) => path.startsWith(folder))) return refuse(response, 404);
  const file = join(root, path.endsWith('/') ? `${path}index.html` : path);
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return refuse(response, 404);
  response.writeHead(200, {
    'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
    'Content-Length': found.size,
    'Content-Security-Policy': POLICY,
    'Cache-Control': 'no-cache',
  });
  return request.method === 'HEAD' ? response.end() : createReadStream(file).pipe(response);
}

/** The path asked for, without `..`; null where it cannot be read. */
function pathOf(target) {
  try {
    return normalize(decodeURIComponent(new URL(target, 'http://localhost').pathname));
  } catch {
    return null;
  }
}

function refuse(response, status) {
  if (!response.headersSent) response.writeHead(status, { 'Content-Type': 'text/plain' });
  response.end(`${status}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve(Number(process.argv[2] ?? 8080));
  console.log(`${url}${process.argv[3] ?? '/'} (stop with Ctrl-C)`);
}
