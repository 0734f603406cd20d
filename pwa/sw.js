// The service worker: keeps the page at hand for when there is no network.
//
// The build puts two constants before this: VERSION, which names the page, and PARTS, the
// addresses of its files. All but the page itself are named by their content, so that what was
// kept is always right, and pages of two versions never share a part.

/** Milliseconds after which a network that does not answer counts as none. */
const PATIENCE = 3_000;

// A host may hold several copies of the page in different folders: each keeps its own.
const COPY = `appgw-doctor ${registration.scope} `;
const KEPT = COPY + VERSION;
const PAGE = './';

const addressOf = (name) => new URL(name, registration.scope).href;
const parts = new Set(PARTS.map(addressOf));
const pages = new Set([addressOf(PAGE), addressOf('./index.html')]);

addEventListener('install', (event) => event.waitUntil(keep()));
addEventListener('activate', (event) => event.waitUntil(forgetOlder()));

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const address = request.url.split('#')[0];
  if (request.mode === 'navigate') {
    if (pages.has(address.split('?')[0])) event.respondWith(page(request));
  } else if (parts.has(address)) {
    event.respondWith(kept(address).then((response) => response ?? fetch(request)));
  }
});

// The page asks which version this is, and lets it take over when nothing is lost by it.
addEventListener('message', ({ data, ports: [port] }) => {
  if (data === 'version') port.postMessage(VERSION);
  if (data === 'take over') skipWaiting();
});

const kept = (address) => caches.match(address, { cacheName: KEPT });

async function keep() {
  const cache = await caches.open(KEPT);
  const page = await fetch(PAGE, { cache: 'reload' });
  // A newer page may have been put in place just now: its own worker will come for it.
  if (!page.ok || !(await page.clone().text()).includes(VERSION)) throw new Error('not this version');
  await cache.addAll(PARTS);
  await cache.put(PAGE, page);
}

async function forgetOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(COPY) && name !== KEPT).map((name) => caches.delete(name)));
}

/** The page as the network has it, or as it was kept where that takes too long. */
async function page(request) {
  const answer = fetch(request).then((response) => {
    if (response.status >= 500) throw new Error(`status ${response.status}`);
    return response;
  });
  const late = new Promise((_, reject) => { setTimeout(reject, PATIENCE); });
  try {
    return await Promise.race([answer, late]);
  } catch {
    return await kept(addressOf(PAGE)) ?? answer;
  }
}
