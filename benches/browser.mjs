// The benchmark in Chromium: reading a report, beside `JSON.parse`; reading a chain of four certificates and
// judging it against all public roots, beside node-forge and pkijs. `cargo xtask bench` builds what it needs and runs it.

import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

const folder = process.argv[2];
const here = new URL('.', import.meta.url);
const modules = new URL('node_modules/', here);
const origin = 'https://bench.invalid/';

/** What the page of the benchmark asks for, and where it is. */
const files = {
  'bench.js': [`${folder}/bench.js`, 'text/javascript'],
  'bench.wasm': [`${folder}/bench.wasm`, 'application/wasm'],
  'chains.json': [`${folder}/bench-chains.json`, 'application/json'],
  'roots.bin': [new URL('../data/roots.bin', here), 'application/octet-stream'],
  'forge.js': [new URL('node-forge/dist/forge.min.js', modules), 'text/javascript'],
};

/** Where modules that name others by their package find them. */
const packages = ['pkijs', 'asn1js', 'bytestreamjs', '@noble/hashes', '@peculiar/utils'];

async function answer(route) {
  const path = new URL(route.request().url()).pathname.slice(1);
  if (!path) {
    return route.fulfill({ contentType: 'text/html', body: `<!doctype html><script type="importmap">${JSON.stringify({ imports: await imports() })}</script>` });
  }
  const [file, contentType] = files[path] ?? [new URL(path.replace('modules/', ''), modules), 'text/javascript'];
  return route.fulfill({ contentType, body: await readFile(file) });
}

async function imports() {
  const map = {};
  for (const name of packages) {
    const manifest = JSON.parse(await readFile(new URL(`${name}/package.json`, modules), 'utf8').catch(() => '{}'));
    const main = (entry) => (typeof entry === 'string' ? entry : entry && main(entry.import ?? entry.default));
    map[name] = `/modules/${name}/${(main(manifest.exports?.['.']) ?? manifest.module ?? manifest.main ?? 'index.js').replace('./', '')}`;
    for (const [part, entry] of Object.entries(manifest.exports ?? {})) {
      if (part !== '.' && main(entry)) map[`${name}/${part.slice(2)}`] = `/modules/${name}/${main(entry).replace('./', '')}`;
    }
  }
  return map;
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM });
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => { throw error; });
  await page.route(`${origin}**`, answer);
  await page.goto(origin);
  const { rows, roots, reports, message } = await page.evaluate(measure);
  console.log(`Chromium ${browser.version()}; the list of roots is read in ${roots.toFixed(2)} ms\n`);
  console.log('| chain | first | read | verify | again | node-forge | pkijs |\n|---|---:|---:|---:|---:|---:|---:|');
  const shown = (time) => (time === null ? '-' : `${time.toFixed(2)} ms`);
  for (const { name, times } of rows) console.log(`| ${name} | ${times.map(shown).join(' | ')} |`);
  console.log('\n| servers | size | `JSON.parse` | `serde_json`, typed | read | read and diagnose | of typed | memory, of size | link: pack | unpack |\n|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|');
  for (const { servers, size, times, memory } of reports) {
    const [parse, typed, read, both, pack, unpack] = times;
    console.log(`| ${servers} | ${(size / 1e3).toFixed(0)} KB | ${[parse, typed, read, both].map(shown).join(' | ')} | ${(both / typed).toFixed(2)} | ${memory?.toFixed(2) ?? '-'} | ${shown(pack)} | ${shown(unpack)} |`);
  }
  console.log(`\nRecognising a message takes ${(message * 1000).toFixed(0)} µs.`);
} finally {
  await browser.close();
}

/** Runs in the page. */
async function measure() {
  const chains = await (await fetch('/chains.json')).json();
  const names = Object.keys(chains);
  window.appgwBench = {
    chains: Object.values(chains),
    roots: new Uint8Array(await (await fetch('/roots.bin')).arrayBuffer()),
  };
  const { default: init } = await import('/bench.js');
  const { memory } = await init({ module_or_path: '/bench.wasm' });
  await import('/forge.js');
  const pkijs = await import('pkijs');
  const { forge } = window;
  const { run, ofReport } = window.appgwBench;

  const once = async (work) => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
  /** The median; the clock is coarse, so each sample runs it several times. */
  const median = async (work) => {
    const times = [];
    for (let sample = 0; sample < 15; sample += 1) {
      times.push(await once(async () => { for (let n = 0; n < 8; n += 1) await work(); }) / 8);
    }
    return times.sort((a, b) => a - b)[7];
  };
  /** `null` where a peer does not know the chain's algorithms. */
  const peer = async (work) => {
    try {
      await work();
      return await median(work);
    } catch {
      return null;
    }
  };
  const blocks = (pem) => pem.match(/-----BEGIN[^]*?-----END CERTIFICATE-----/g);
  const at = new Date('2026-11-21T00:00:00Z');

  const withForge = (pem) => () => {
    const all = blocks(pem).map((block) => forge.pki.certificateFromPem(block));
    const store = forge.pki.createCaStore([all.at(-1)]);
    forge.pki.verifyCertificateChain(store, all, { validityCheckDate: at });
  };
  const withPkijs = (pem) => async () => {
    const certs = blocks(pem).map((block) => {
      const body = atob(block.replace(/-----.*?-----|\s/g, ''));
      return pkijs.Certificate.fromBER(Uint8Array.from(body, (c) => c.charCodeAt(0)).buffer);
    });
    const engine = new pkijs.CertificateChainValidationEngine({
      trustedCerts: [certs.at(-1)], certs: [...certs].reverse(), checkDate: at,
    });
    const { result, resultMessage } = await engine.verify();
    if (!result) throw new Error(resultMessage);
  };

  const rows = [];
  for (const [index, name] of names.entries()) {
    const first = await once(() => run('both', index));
    const read = await median(() => run('read', index));
    rows.push({
      name,
      times: [
        first,
        read,
        (await median(() => run('both', index))) - read,
        await median(() => run('again', index)),
        await peer(withForge(chains[name])),
        await peer(withPkijs(chains[name])),
      ],
    });
  }
  /** The least of several runs: what else the machine does only ever adds to it. */
  const least = async (work) => {
    let best = Infinity;
    const until = performance.now() + 1500;
    for (let n = 0; n < 3 || performance.now() < until; n += 1) best = Math.min(best, await once(work));
    return best;
  };
  const reports = [];
  for (const servers of [1_200, 12_000, 120_000]) {
    const text = ofReport('report', servers);
    ofReport('both', 0);
    // All that the program has by now, the text included: it never gives any back.
    const most = memory.buffer.byteLength;
    const times = [
      await least(() => JSON.parse(text)),
      await least(() => ofReport('typed', 0)),
      await least(() => ofReport('read', 0)),
      await least(() => ofReport('both', 0)),
      servers > 12_000 ? null : await least(() => ofReport('pack', 0)),
      servers > 12_000 ? null : await least(() => ofReport('unpack', 0)),
    ];
    reports.push({ servers, size: text.length, times, memory: servers < 120_000 ? null : most / text.length });
  }
  // Five of them, read one by one.
  const message = (await median(() => { for (let n = 0; n < 20; n += 1) ofReport('messages', 0); })) / 100;
  return { rows, roots: await median(() => run('roots', 0)), reports, message };
}
