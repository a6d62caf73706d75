// Entry that brings no WebAssembly file and looks for none: `init(source)` gets it from the caller.

import { createApi } from './api.js';
import { refusal } from './error.js';

const locate = () => Promise.reject(refusal(400, 'routewright/slim loads nothing by itself: call init(source)'));
const api = createApi({ locate });
