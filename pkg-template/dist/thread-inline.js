// The same with the WebAssembly file inside.

import * as api from './inline.js';
import { servePage } from './serve-page.js';

servePage(api);
