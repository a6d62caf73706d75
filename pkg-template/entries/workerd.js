// Entry for workerd, which compiles no bytes at run time: the module is imported, compiled at deployment.

import module from './routewright.wasm';
import { createApi } from './api.js';

const api = createApi({ locate: () => module, sync: () => module });
