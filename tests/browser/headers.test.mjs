// What the server sends with the page: the headers of production.

import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { sep } from 'node:path';
import { test } from 'node:test';
import { pageUrl } from './harness.mjs';

/** Written out here once more: what protects the person should not change by accident. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; " +
  "img-src 'self' data: blob:; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types appgw-doctor";

const SECURITY = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

function assertSecurity(response) {
  for (const [name, value] of Object.entries(SECURITY)) {
    assert.equal(response.headers.get(name), value, `${name} of ${response.url}`);
  }
}

/** The names of all files that the page's text refers to. */
async function partsOfPage() {
  const html = await (await fetch(pageUrl)).text();
  return [...new Set([...html.matchAll(/"\.\/([^"]+)"/g)].map(([, name]) => name))];
}

test('the page and all its parts come with the headers of production', async () => {
  const page = await fetch(pageUrl);
  assert.equal(page.status, 200);
  assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.equal(page.headers.get('cache-control'), 'no-cache');
  assertSecurity(page);

  const parts = await partsOfPage();
  const kinds = {
    js: 'text/javascript; charset=utf-8',
    css: 'text/css; charset=utf-8',
    wasm: 'application/wasm',
    bin: 'application/octet-stream',
    html: 'text/html; charset=utf-8',
    webmanifest: 'application/manifest+json',
  };
  const seen = new Set();
  for (const name of parts) {
    const response = await fetch(new URL(name, pageUrl));
    assert.equal(response.status, 200, name);
    const kind = name.split('.').at(-1);
    seen.add(kind);
    assert.equal(response.headers.get('content-type'), kinds[kind], name);
    const lasting = /-[0-9a-f]{16}[._]/.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache';
    assert.equal(response.headers.get('cache-control'), lasting, name);
    // Its own script and style are what the site's policy forbids: it is for saving.
    assert.equal(response.headers.get('content-disposition'), kind === 'html' ? 'attachment' : null, name);
    assertSecurity(response);
  }
  assert.deepEqual([...seen].sort(), ['bin', 'css', 'html', 'js', 'wasm', 'webmanifest']);
  assert.equal(parts.filter((name) => name.endsWith('.css')).length, 1);
  assert.equal(parts.filter((name) => name.endsWith('.wasm')).length, 2);
});

test('no part names a folder of the machine that built it', async () => {
  for (const name of await partsOfPage()) {
    const bytes = Buffer.from(await (await fetch(new URL(name, pageUrl))).arrayBuffer());
    // With the separator: a short home such as /root begins other words too.
    assert.ok(!bytes.includes(homedir() + sep), name);
  }
});

test('what is not part of the page is not there', async () => {
  for (const name of ['nothing.js', '%2e%2e/Cargo.toml', '..%2fCargo.toml', 'styles/base.css']) {
    const response = await fetch(new URL(name, pageUrl));
    assert.equal(response.status, 404, name);
    assertSecurity(response);
  }
});

test('nothing can be sent to the server', async () => {
  const response = await fetch(pageUrl, { method: 'POST', body: 'text' });
  assert.equal(response.status, 405);
  assert.equal(response.headers.get('allow'), 'GET, HEAD');
  assertSecurity(response);
});
