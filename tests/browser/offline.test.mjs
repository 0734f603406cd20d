// The hosted page away from its host: under any path, with the network cut, and when a new version comes.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { isAccessible, visit } from './harness.mjs';
import { withHost } from './host.mjs';

const example = (name) => readFile(new URL(`../fixtures/examples/${name}`, import.meta.url), 'utf8');
const chain = (name) => readFile(new URL(`../fixtures/chains/${name}`, import.meta.url), 'utf8');
const TCP = { level: 1, name: "No TCP connection to the server's port" };

/** Everything that a person does with one case. */
async function journey(page) {
  await page.locator('#paste').fill(await example('tcp-connect.json'));
  await page.getByRole('heading', TCP).waitFor();
  await page.getByRole('link', { name: /^See all \d+ steps/ }).click();
  await page.locator('.step[aria-current=step] .command pre').first().waitFor();
  await page.getByRole('button', { name: 'Open all' }).click();
  await page.goBack();
  await page.locator('.source').getByRole('link', { name: /^Show/ }).click();
  await page.locator('.lines').waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Add another paste' }).click();
  await page.locator('#paste').fill(await chain('complete.txt'));
  await page.locator('.chain').getByText('which is no public root').first().waitFor();
  await page.getByRole('link', { name: 'All faults' }).click();
  await page.getByRole('heading', { level: 1, name: /faults/i }).waitFor();
  await page.goto(`${page.url().split('#')[0]}#/openssl/20`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

visit('under a path of any host the page asks for each of its parts, and for nothing after', {}, async ({ page, open }) => {
  await withHost('/tools/doctor/', async (host) => {
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await open('', { at: host.url });
    // A worker's script is made of two of them, which the browser has by then.
    const again = asked.filter((path, index) => asked.indexOf(path) !== index);
    assert.deepEqual(again.map((path) => path.match(/\w+(?=-\w+\.js$)/)?.[0]).sort(), ['boot', 'page'], `asked twice: ${asked}`);
    const times = (kind) => host.asked.filter((path) => path.includes(`/${kind}-`)).length;
    assert.deepEqual([times('boot'), times('page') / 3], [times('styles'), times('styles')], host.asked.join(' '));
    // The page, its style, the script that starts it, the program's three parts, the roots; and
    // what browsers themselves want to know of the page.
    const own = [...new Set(asked)].filter((path) => !/\.(webmanifest|png|svg)$|sw\.js$/.test(path));
    assert.equal(own.length, 7, own.join(' '));
    assert.ok(host.asked.every((path) => path.startsWith('/tools/doctor/')), host.asked.join(' '));
    const loaded = host.asked.length;
    await journey(page);
    assert.equal(host.asked.length, loaded, host.asked.slice(loaded).join(' '));
  });
});

visit('with the network cut the page loads and works as before', {}, async ({ page, open }) => {
  await withHost('/doctor/', async (host) => {
    await open('', { at: host.url });
    await host.stop();
    await page.context().setOffline(true);
    await open('#/faults', { at: host.url });
    await page.getByRole('heading', { level: 1, name: /faults/i }).waitFor();
    await page.getByRole('link', { name: 'Start' }).click();
    await journey(page);
  });
});

visit('a host that does not answer in time is done without', {}, async ({ page, open, expectRequests }) => {
  await withHost('/', async (host) => {
    await open('', { at: host.url });
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const cache = await caches.open(names[0]);
      return { names, parts: (await cache.keys()).map((request) => new URL(request.url).pathname) };
    });
    assert.equal(kept.names.length, 1);
    assert.equal(kept.parts.length, 7, kept.parts.join(' '));
    assert.ok(kept.parts.includes('/') && !kept.parts.includes('/appgw-doctor.html'));

    host.hang();
    expectRequests();
    await page.goto('about:blank');
    await page.goto(host.url);
    await page.locator('#paste').fill('No results.');
    await page.getByRole('heading', { level: 1, name: 'Your account may not read backend health' }).waitFor();
  });
});

visit('a new version waits until the person wants it, and what they gave comes back', {}, async ({ page, open, expectRequests }) => {
  await withHost('/doctor/', async (host) => {
    await open('', { at: host.url });
    const text = await example('tcp-connect.json');
    await page.locator('#paste').fill(text);
    await page.getByRole('heading', TCP).waitFor();
    await page.evaluate(() => { window.same = true; });

    host.deploy('0123456789abcdef');
    expectRequests();
    // As browsers do by themselves once a day, and when the page is opened in another tab.
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
    const notice = page.getByRole('region', { name: 'New version' });
    await notice.waitFor();
    await isAccessible(page);
    assert.ok(await page.evaluate(() => window.same), 'the page loaded itself again');
    assert.equal(await page.locator('#paste').inputValue(), text);

    await notice.getByRole('button', { name: 'Load the new version' }).click();
    await page.waitForFunction(() => !window.same && document.documentElement.hasAttribute('data-ready'));
    assert.equal(await page.locator('#app').getAttribute('data-version'), '0123456789abcdef');
    await page.getByRole('heading', TCP).waitFor();
    assert.equal(await page.locator('#paste').inputValue(), text);
    assert.equal(await notice.count(), 0);
    const names = await page.evaluate(() => caches.keys());
    assert.deepEqual(names.map((name) => name.split(' ').at(-1)), ['0123456789abcdef'], 'the old version is still kept');
  });
});

visit('a page that is new already brings its own version along', {}, async ({ page, open }) => {
  await withHost('/', async (host) => {
    await open('', { at: host.url });
    host.deploy('fedcba9876543210');
    await open('', { at: host.url });
    assert.equal(await page.locator('#app').getAttribute('data-version'), 'fedcba9876543210');
    assert.equal(await page.getByRole('region', { name: 'New version' }).count(), 0);
    await page.waitForFunction(async () => (await caches.keys()).every((name) => name.endsWith('fedcba9876543210')));
  });
});
