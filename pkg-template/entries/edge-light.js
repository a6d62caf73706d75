// Entry for edge runtimes of the kind that takes compiled modules by the suffix `?module`.

import module from './routewright.wasm?module';
import { createApi } from './api.js';

const api = createApi({ locate: () => module, sync: () => module });
