// Entry with the WebAssembly file inside, for tools that cannot ship a file beside the code. Loads by itself at the first
// call wherever the runtime compiles without waiting; elsewhere after `init()`.

import { createApi } from './api.js';
import { base64 } from './wasm-base64.js';

/** Not `fetch('data:…')`: a content security policy without `connect-src data:` forbids it. */
function bytes() {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

const api = createApi({ locate: bytes, sync: () => new WebAssembly.Module(bytes()) });
