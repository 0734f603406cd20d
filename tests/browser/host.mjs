// A static host as people have them: the built folder under some path, with the headers that its
// own `_headers` file asks for. It can be cut off, and can put another version in place.

import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { dist } from './harness.mjs';

const TYPES = {
  bin: 'application/octet-stream',
  css: 'text/css',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
  webmanifest: 'application/manifest+json',
};

/**
 * Serves the built page under a path.
 * @param {string} path begins and ends with `/`
 * @param {(host: { url: string, asked: string[], stop: Function, hang: Function, deploy: Function }) => Promise<void>} journey
 */
export async function withHost(path, journey) {
  const files = new Map();
  for (const name of await readdir(dist)) files.set(name, await readFile(join(dist, name)));
  const rules = readRules(files.get('_headers').toString());
  const asked = [];
  let hangs = false;
  const server = createServer((request, response) => {
    asked.push(request.url);
    if (hangs) return;
    const name = request.url.startsWith(path) ? request.url.slice(path.length) || 'index.html' : '';
    const content = files.get(name);
    for (const [header, value] of [...rules.get('/*'), ...rules.get(`/${name}`) ?? []]) response.setHeader(header, value);
    response.setHeader('content-type', TYPES[name.split('.').at(-1)] ?? 'text/plain');
    response.writeHead(content ? 200 : 404).end(content ?? 'Not found');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  try {
    await journey({
      url: `http://127.0.0.1:${server.address().port}${path}`,
      asked,
      stop,
      /** From here on nothing is answered. */
      hang() { hangs = true; },
      /** Puts a version in place that differs in its name alone. */
      deploy(version) {
        const [, now] = /data-version="([^"]+)"/.exec(files.get('index.html'));
        for (const name of ['index.html', 'sw.js']) {
          files.set(name, Buffer.from(files.get(name).toString().replaceAll(now, version)));
        }
      },
    });
  } finally {
    await stop();
  }
}

/** What a `_headers` file says: for each path its headers. */
function readRules(text) {
  const rules = new Map();
  let current;
  for (const line of text.split('\n').filter(Boolean)) {
    if (line.startsWith('/')) {
      current = [];
      rules.set(line, current);
    } else {
      const [, name, value] = /^ {2}([^:]+): (.+)$/.exec(line);
      current.push([name, value]);
    }
  }
  return rules;
}
