// The worker of `routewright/worker` in a page; also for a worker of one's own: `import 'routewright/worker/thread'`.

import * as api from './browser.js';
import { servePage } from './serve-page.js';

servePage(api);
