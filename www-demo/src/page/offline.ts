// The service worker of the page: what the page is made of is kept, so that it works and opens without a network. As long
// as there is one, the newest files are taken.

/** The files of the page; the build fills them in. */
declare const FILES: string[];

const CACHE = 'routewright-page';

interface Lifecycle extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface Fetching extends Lifecycle {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

async function keep(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES);
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(request, { ignoreSearch: true });
    if (kept === undefined) throw error;
    return kept;
  }
}

addEventListener('install', (event) => (event as Lifecycle).waitUntil(keep()));
addEventListener('activate', (event) => (event as Lifecycle).waitUntil((self as unknown as { clients: { claim(): Promise<void> } }).clients.claim()));
addEventListener('fetch', (event) => {
  const { request } = event as Fetching;
  const own = new URL(request.url).origin === location.origin;
  if (own && request.method === 'GET') (event as Fetching).respondWith(answer(request));
});
