// Starts the page, and stands in for the program when it can't start or has stopped.
// It works by itself then: after a panic nothing of the program may be called any more.
// A worker of the page runs it, too, with the bindings before it.

/** In the single file, the script that this is part of. */
const whole = globalThis.document?.currentScript;

const byId = (id) => document.getElementById(id);

/** Milliseconds after which a loading that still goes on is worth a word. */
const SLOW = 400;

let kept = '';
let stopped = false;

/**
 * For the program: the person's text, whenever it is not in the text field `paste`.
 * It is kept in memory alone, to be offered back after a crash.
 */
globalThis.appgwDoctorText = (text) => {
  kept = text;
};

/**
 * For the program's panic hook.
 * @param {string} details what to report; shown, so nothing that was pasted may be in it
 */
globalThis.appgwDoctorCrashed = (details) => stop('crash-run', details);

/** What waits for a task of its own. */
const waiting = [];
const tasks = new MessageChannel();
tasks.port1.onmessage = () => waiting.shift()();

/**
 * For the program: what else there is to do comes first. A timer would be slow where nobody looks at the page.
 * @returns {Promise<void>}
 */
globalThis.appgwDoctorPause = () => new Promise((resolve) => {
  waiting.push(resolve);
  tasks.port2.postMessage(0);
});

/** Puts the panel in the page's place, with one of its two explanations. */
function stop(explanation, details) {
  if (stopped) return;
  stopped = true;
  if (explanation === 'crash-run') avoid();
  for (const type of ['paste', 'drop', 'hashchange']) addEventListener(type, (event) => event.stopImmediatePropagation(), true);
  const text = rescue();
  byId('app').hidden = true;
  byId(explanation).hidden = false;
  byId('crash-details').textContent = details;
  byId('crash-text').value = text;
  byId('crash-rescue').hidden = byId('crash-copy').hidden = text === '';
  byId('crash-copy').addEventListener('click', copy);
  byId('crash-reload').addEventListener('click', () => location.reload());
  byId('crash').hidden = false;
  const heading = byId(explanation).querySelector('h1');
  document.title = `${heading.textContent} – ${document.title}`;
  heading.focus();
}

/** What stopped the program is not opened again by itself. */
function avoid() {
  try {
    sessionStorage.setItem('appgw-doctor.stopped', 'yes');
  } catch {
    // The browser keeps nothing: there is nothing to avoid.
  }
}

/** All text that would be lost: what the program held, and what stands in the text field. */
function rescue() {
  const typed = byId('paste')?.value ?? '';
  return kept.includes(typed) ? kept : [kept, typed].filter(Boolean).join('\n\n');
}

async function copy() {
  const area = byId('crash-text');
  const told = byId('crash-copied');
  try {
    await navigator.clipboard.writeText(area.value);
    told.textContent = told.dataset.done;
  } catch {
    area.select();
    told.textContent = told.dataset.refused;
  }
}

/** An error that leaves the program unusable though no panic hook ran, as when the stack or the memory is used up. */
const isFatal = (error) =>
  error instanceof RangeError || (globalThis.WebAssembly && error instanceof WebAssembly.RuntimeError);

/** Fetches a part of the page. */
async function part(address, priority) {
  const response = await fetch(new URL(address, document.baseURI), { priority });
  if (!response.ok) throw new Error(`status ${response.status} for ${response.url}`);
  return response;
}

/** The digits 0 to 84 in which the single file's parts are written. */
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&_>()[]{}@%$#';

/** The bytes of a part that stands in the page itself, as it does in the single file. They are packed. */
function taken(element) {
  const text = element.textContent;
  const values = new Uint8Array(128);
  for (let digit = 0; digit < 85; digit += 1) values[DIGITS.charCodeAt(digit)] = digit;
  // Five digits are four bytes.
  const packed = new DataView(new ArrayBuffer(text.length / 5 * 4));
  for (let at = 0, into = 0; at < text.length; at += 5, into += 4) {
    let number = 0;
    for (let next = 0; next < 5; next += 1) number = number * 85 + values[text.charCodeAt(at + next)];
    packed.setUint32(into, number);
  }
  // It would be in memory twice for the whole visit.
  element.remove();
  return new Uint8Array(packed.buffer, 0, Number(element.dataset.length));
}

/** The bytes of a part that is packed as browsers unpack it. */
async function unpack(element) {
  const bytes = new Blob([taken(element)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(bytes).arrayBuffer());
}

/**
 * For the program: the list of public roots.
 * @returns {Promise<Uint8Array>}
 */
globalThis.appgwDoctorRoots = async () => {
  const packed = byId('packed-roots');
  if (packed) return unpack(packed);
  return new Uint8Array(await (await part(byId('app').dataset.roots)).arrayBuffer());
};

/** The only addresses that may become a worker. */
const workers = globalThis.trustedTypes?.createPolicy('appgw-doctor', { createScriptURL: ownWorker })
  ?? { createScriptURL: ownWorker };

function ownWorker(address) {
  if (address !== byId('app').dataset.worker && address !== crew.address) throw new TypeError('not a worker of this page');
  return address;
}

/** For the program: it has all it needs. Once the page is kept for when there is no network, it has loaded. */
globalThis.appgwDoctorLoaded = async () => {
  await crew.ready;
  try {
    await keepForOffline();
  } catch {
    // Without a secure connection, or where the browser forbids it: the page works, but for that.
  }
  document.documentElement.dataset.ready = '';
};

async function keepForOffline() {
  const { worker } = byId('app').dataset;
  if (!worker || !navigator.serviceWorker) return;
  const { serviceWorker } = navigator;
  const kept = await serviceWorker.register(workers.createScriptURL(worker), { updateViaCache: 'none' });
  // Now, and not at a time of the browser's choosing; without a network it fails, and need not work.
  if (kept.active) await kept.update().catch(() => {});
  await greet(kept);
  kept.addEventListener('updatefound', () => greet(kept));
}

/** Waits until a worker that is being installed is, and tells the person where it brings another version. */
async function greet(registration) {
  const { installing } = registration;
  if (installing) await reaches(installing, ['installed', 'activated', 'redundant']);
  const { waiting } = registration;
  if (!waiting) return;
  if (await versionOf(waiting) === byId('app').dataset.version) {
    // The page came from the network already: nothing is older than its worker.
    waiting.postMessage('take over');
  } else {
    dispatchEvent(new Event('appgw-doctor-update'));
  }
}

function versionOf(worker) {
  const { port1, port2 } = new MessageChannel();
  worker.postMessage('version', [port2]);
  return new Promise((resolve) => { port1.onmessage = ({ data }) => resolve(data); });
}

function reaches(worker, states) {
  return new Promise((resolve) => {
    const look = () => { if (states.includes(worker.state)) resolve(); };
    worker.addEventListener('statechange', look);
    look();
  });
}

/** For the program: the person wants the version that waits, and what they gave is safe. */
globalThis.appgwDoctorUpdate = async () => {
  const waiting = (await navigator.serviceWorker.getRegistration())?.waiting;
  if (waiting) {
    waiting.postMessage('take over');
    await reaches(waiting, ['activated', 'redundant']);
  }
  location.reload();
};

/** Called when a worker's needs are at hand. */
let manned;

/** What a worker needs: the address of its script, and the program as it is compiled, in its two parts. */
const crew = { ready: new Promise((resolve) => { manned = resolve; }), address: undefined, program: undefined };

/** Has all at hand that a worker needs, so that one makes no request when it starts. */
async function recruit(first, later) {
  crew.program = { first, later };
  try {
    const script = whole ? [whole.textContent] : await ownScripts();
    crew.address = URL.createObjectURL(new Blob(script, { type: 'text/javascript' }));
  } catch {
    // Without a worker the page reads long texts itself.
  }
  manned();
}

async function ownScripts() {
  const { src, dataset } = document.querySelector('script[data-app-js]');
  const [bindings, boot] = await Promise.all([dataset.appJs, src].map(async (address) => (await part(address)).text()));
  return [bindings, '\n(() => {\n', boot, '\n})();'];
}

/**
 * For the program: has a text read in a worker, or a case written anew.
 * @param {string} name what it is called
 * @param {string} origin where it came from
 * @param {Blob} text
 * @param {(failure?: string | null, answer?: unknown) => void} told gets what is done, as numbers, and the answer; or what went wrong, `null` where there is no worker
 * @returns {() => void} ends it
 */
globalThis.appgwDoctorWorker = (name, origin, text, told) => {
  let worker;
  let ended = false;
  // What comes back after a reload is asked for before the crew is there.
  crew.ready.then(() => {
    if (ended) return;
    worker = new Worker(workers.createScriptURL(crew.address), { type: whole ? 'classic' : 'module' });
    worker.onmessage = ({ data }) => (typeof data === 'string' ? told(data) : told(undefined, data));
    // A worker that could not even start has no message.
    worker.onerror = ({ message }) => told(message ?? null);
    worker.postMessage({ ...crew.program, name, origin, text });
  }).catch(() => told(null));
  return () => {
    ended = true;
    worker?.terminate();
  };
};

/** In a worker: reads the one text that it is given. */
async function serve({ data: { first, later, name, origin, text } }) {
  try {
    // The one is the bindings' of a module, the other that of a script that is none.
    const exports = (typeof wasm_bindgen === 'undefined' ? initSync : wasm_bindgen.initSync)({ module: first });
    if (later) joined(new WebAssembly.Instance(later, sharedBy(exports)));
    const answer = globalThis.appgwDoctorRead(name, origin, new Uint8Array(await text.arrayBuffer()), (done) => postMessage(done));
    const bytes = (answer ?? []).flat().filter((each) => each instanceof Uint8Array);
    postMessage(answer, bytes.map(({ buffer }) => buffer));
  } catch (error) {
    postMessage(String(error));
  }
}

/** Compiles a part of the program, as it comes where the host calls it by its type: the browser can keep the compiled code then. */
async function compiled(address, priority) {
  const response = await part(address, priority);
  return response.headers.get('content-type') === 'application/wasm'
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
}

/** What the later part of the program takes from the first. */
const sharedBy = (exports) => ({ __wasm_split: exports });

/** Begins with what the person needs first; the rest comes beside it, and is waited for. */
async function start() {
  const packed = byId('packed-page');
  const { later } = byId('app').dataset;
  const rest = later && compiled(later, 'low');
  // Its failure is met where it is waited for.
  if (rest) rest.catch(() => {});
  const [begin, first] = await Promise.all(packed ? within(packed) : beside());
  const exports = await begin({ module_or_path: first });
  const second = packed ? await unpackedLater() : await rest;
  // After a panic, nothing of the program may be called any more.
  if (stopped) return;
  recruit(first, second);
  if (second) joined(await WebAssembly.instantiate(second, sharedBy(exports)));
}

/** The bindings and the first part, as files beside the page. */
function beside() {
  const { appJs, appWasm } = document.querySelector('script[data-app-js]').dataset;
  return [import(new URL(appJs, document.baseURI).href).then((bindings) => bindings.default), compiled(appWasm)];
}

/** The same in the single file, where the bindings stand before this, in the same script. */
const within = (packed) => [wasm_bindgen, unpack(packed).then((bytes) => WebAssembly.compile(bytes))];

/** The later part in the single file: the program itself unpacks it. */
async function unpackedLater() {
  const element = byId('packed-later');
  return WebAssembly.compile(await globalThis.appgwDoctorUnpack(taken(element), Number(element.dataset.size)));
}

/** Tells the program that its later part is in place: it finds it in the table of functions that both share. */
const joined = () => globalThis.appgwDoctorLater();

if (globalThis.document) {
  // A file that is dropped would take the page's place.
  for (const type of ['dragover', 'drop']) addEventListener(type, (event) => event.dataTransfer?.types.includes('Files') && event.preventDefault(), true);
  addEventListener('error', ({ error }) => {
    if (isFatal(error)) stop('crash-run', String(error));
  });
  addEventListener('unhandledrejection', ({ reason }) => {
    if (isFatal(reason)) stop('crash-run', String(reason));
  });
  const slow = setTimeout(() => {
    const loading = byId('loading');
    if (loading) loading.textContent = loading.dataset.slow;
  }, SLOW);
  start().catch((error) => stop('crash-load', String(error))).finally(() => clearTimeout(slow));
} else {
  addEventListener('message', serve);
}
