// The worker of `routewright/worker` in Node and Bun.

import { setImmediate } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import * as api from './node.js';
import { serve } from './serve.js';

// Not a message channel: its messages would go before those of the parent.
serve(api, (message) => parentPort.postMessage(message), (handle) => parentPort.on('message', handle), () => setImmediate());
