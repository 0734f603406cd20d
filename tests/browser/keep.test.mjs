// Nothing is lost by leaving the page, and nothing stays that the person did not want to stay.

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isAccessible, visit } from './harness.mjs';

const example = (name) => readFile(new URL(`../fixtures/examples/${name}`, import.meta.url), 'utf8');
const TCP = { level: 1, name: "No TCP connection to the server's port" };
const EMPTY = { level: 1, name: 'What does your gateway report?' };
const START = 'Application Gateway Doctor';

/** All that the browser keeps for the page, as one text. */
const kept = (page) => page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
const isKept = (page, text) => page.waitForFunction(
  (part) => JSON.stringify({ ...sessionStorage }).includes(part), text);

async function give(page, name) {
  await page.locator('#paste').fill(await example(name));
  await page.getByRole('heading', TCP).waitFor();
  await isKept(page, 'agw-shop');
}

async function reload(page, expectRequests) {
  expectRequests();
  await page.reload();
  await page.waitForSelector('html[data-ready]');
}

visit('the case comes back after a reload, with what was said of steps, on the same view', {}, async ({ page, open, expectRequests }) => {
  await open();
  await give(page, 'tcp-connect.json');
  await page.getByRole('heading', { name: 'Context' }).click();
  await page.getByLabel('Judge as of (UTC)').fill('2024-02-03T04:05:06');
  await page.getByText('Judged as of 2024-02-03 04:05:06 UTC').waitFor();
  await page.getByRole('link', { name: /^See all/ }).click();
  await page.locator('.step[aria-current=step]').getByRole('button', { name: 'Done, or in order' }).click();
  await isKept(page, '\\"mark\\"');
  await reload(page, expectRequests);

  assert.equal(new URL(page.url()).hash, '#/fault/tcp-connect');
  await page.getByRole('button', { name: 'Open all' }).click();
  await page.getByText('In order', { exact: true }).first().waitFor();
  await page.getByRole('link', { name: 'Results' }).first().click();
  await page.getByText('Judged as of 2024-02-03 04:05:06 UTC').waitFor();
  await page.waitForFunction(() => document.querySelector('#paste')?.value);
  assert.equal(await page.locator('#paste').inputValue(), await example('tcp-connect.json'));
});

visit('the case is there again on the way back from another page', {}, async ({ page, open, expectRequests }) => {
  await open();
  await give(page, 'tcp-connect.json');
  expectRequests();
  await page.goto('about:blank');
  await page.goBack();
  await page.waitForSelector('html[data-ready]');
  await page.getByRole('heading', TCP).waitFor();
});

visit('what is typed while the program loads stands beside the case that comes back', {}, async ({ page, open, expectRequests }) => {
  await open();
  await give(page, 'tcp-connect.json');
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route('**/page-*.js', async (route) => { await held; await route.continue(); });
  // Past the service worker, whose answers can't be held back.
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).unregister());
  expectRequests();
  await page.reload({ waitUntil: 'commit' });
  await page.locator('#paste').fill('No results.');
  release();
  await page.waitForSelector('html[data-ready]');
  await page.getByText('paste 2').first().waitFor();
  assert.equal(await page.locator('#paste').inputValue(), 'No results.');
});

visit('a tab of its own knows nothing, unless the person keeps the case on the device', {}, async ({ page, open, expectRequests }) => {
  await open();
  await give(page, 'tcp-connect.json');
  assert.ok(!await page.evaluate(() => JSON.stringify({ ...localStorage }).includes('agw-shop')));
  const url = page.url();
  const other = async (heading) => {
    expectRequests();
    const tab = await page.context().newPage();
    await tab.goto(url);
    await tab.waitForSelector('html[data-ready]');
    await tab.getByRole('heading', heading).waitFor();
    await tab.close();
  };
  await other(EMPTY);

  await page.getByLabel('Keep the case on this device').check();
  await page.waitForFunction(() => JSON.stringify({ ...localStorage }).includes('agw-shop'));
  await page.getByText('Kept in this browser until you forget it').waitFor();
  await isAccessible(page);
  await other(TCP);

  await page.getByLabel('Keep the case on this device').uncheck();
  await page.waitForFunction(() => !JSON.stringify({ ...localStorage }).includes('agw-shop'));
  await other(EMPTY);
});

visit('what is typed a moment before a reload comes back', {}, async ({ page, open, expectRequests }) => {
  await open();
  expectRequests();
  await Promise.all([
    page.waitForEvent('load'),
    page.locator('#paste').evaluate((box) => {
      box.value = 'Cannot connect to backend server.';
      box.dispatchEvent(new InputEvent('input', { bubbles: true }));
      location.reload();
    }),
  ]);
  await page.waitForSelector('html[data-ready]');
  await page.locator('.verdict').waitFor();
  assert.equal(await page.locator('#paste').inputValue(), 'Cannot connect to backend server.');
});

visit('a case that waits for an answer still does after a reload', {}, async ({ page, open, expectRequests }) => {
  await open();
  await give(page, 'tcp-connect.json');
  const link = (await readFile(new URL('../fixtures/share/link-c1.txt', import.meta.url), 'utf8')).trim();
  await page.evaluate((fragment) => { location.hash = fragment; }, link);
  await page.getByRole('button', { name: 'Open the saved case' }).waitFor();
  await page.waitForFunction(() => 'appgw-doctor.offered' in sessionStorage);
  await reload(page, expectRequests);
  await page.getByRole('heading', TCP).waitFor();
  await page.getByRole('button', { name: 'Open the saved case' }).click();
  await page.waitForURL(/#\/fault\/status-mismatch$/);
  await page.waitForFunction(() => !('appgw-doctor.offered' in sessionStorage));
});

visit('a long paste that was stopped is still there after a reload', {}, async ({ page, open, expectRequests }) => {
  // A worker that never answers, so that it can be stopped for sure.
  await page.addInitScript(() => { globalThis.Worker = class { postMessage() {} terminate() {} }; });
  await open();
  const text = `${'a line\n'.repeat(20_000)}Authorization: Bearer q1w2e3r4t5z6u7i8o9p0\n`;
  await page.evaluate((pasted) => {
    const clip = new DataTransfer();
    clip.setData('text/plain', pasted);
    const event = new ClipboardEvent('paste', { clipboardData: clip, bubbles: true, cancelable: true });
    document.querySelector('#paste').dispatchEvent(event);
  }, text);
  await page.getByRole('progressbar', { name: 'Reading paste 1' }).waitFor();
  await page.waitForFunction(() => sessionStorage['appgw-doctor.incoming']?.includes('a line'));
  await reload(page, expectRequests);
  // What was being read is read again; what was stopped is not.
  await page.getByRole('progressbar', { name: 'Reading paste 1' }).waitFor();
  await page.getByRole('button', { name: 'Stop paste 1' }).click();
  await page.waitForFunction(() => sessionStorage['appgw-doctor.incoming']?.includes('not read to its end'));
  await reload(page, expectRequests);
  await page.getByRole('button', { name: 'Read it again paste 1' }).waitFor();
  assert.equal(await page.getByRole('progressbar').count(), 0);
  assert.doesNotMatch(await kept(page), /q1w2e3/);
  await page.getByRole('button', { name: 'Leave it out paste 1' }).click();
  await page.waitForFunction(() => !('appgw-doctor.incoming' in sessionStorage));
});

visit('everything is forgotten at one click', {}, async ({ page, open, expectRequests }) => {
  await open();
  await page.getByLabel('Theme').selectOption('dark');
  await give(page, 'tcp-connect.json');
  await page.getByLabel('Keep the case on this device').check();
  await page.waitForFunction(() => JSON.stringify({ ...localStorage }).includes('agw-shop'));
  await page.getByRole('button', { name: 'Forget everything' }).click();
  await page.getByRole('heading', EMPTY).waitFor();
  await page.getByRole('status').filter({ hasText: 'Everything is forgotten' }).waitFor({ state: 'attached' });
  await page.waitForTimeout(500);
  assert.equal(await kept(page), '[{},{}]');
  await reload(page, expectRequests);
  await page.getByRole('heading', EMPTY).waitFor();
});

visit('starting over leaves nothing behind', {}, async ({ page, open }) => {
  await open();
  await give(page, 'tcp-connect.json');
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.waitForFunction(() => !('appgw-doctor.case' in sessionStorage));
});

visit('a case too large to come back is said to be', {}, async ({ page, open, expectRequests }) => {
  await open();
  await give(page, 'tcp-connect.json');
  const row = (_, index) => ({ address: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`, health: 'Healthy', healthProbeLog: 'x'.repeat(900) });
  const large = JSON.stringify(Array.from({ length: 3_000 }, row));
  await page.setInputFiles('#files', { name: 'large.json', mimeType: 'application/json', buffer: Buffer.from(large) });
  await page.getByText('This case would not come back after a reload').waitFor();
  await isAccessible(page);
  // Nor does an older one in its place.
  await reload(page, expectRequests);
  await page.getByRole('heading', EMPTY).waitFor();
});

visit('a private key that is typed goes the moment it is whole, and is kept nowhere', {}, async ({ page, open }) => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).trim();
  const secret = key.split('\n')[1];
  await open();
  const box = page.locator('#paste');
  await box.focus();
  await page.keyboard.type('before\n');
  const lines = key.split('\n');
  for (const line of lines) {
    await page.keyboard.insertText(`${line}\n`);
    // Longer than a text stands unread otherwise: the rest is still known for a key.
    await page.waitForTimeout(200);
  }
  await page.getByRole('heading', { name: 'Private key removed' }).waitFor();
  await isKept(page, 'private key removed');
  assert.ok(!(await box.inputValue()).includes(secret), 'the box holds the key');
  assert.ok(!(await kept(page)).includes(secret), 'the browser keeps the key');
  assert.ok(!(await kept(page)).includes('BEGIN PRIVATE'), 'the browser keeps a part of the key');
});

visit('what stopped the program is not opened again by itself', {}, async ({ page, open, expectRequests, expectConsole }) => {
  expectConsole(/^uncaught: .*unreachable/);
  await open();
  await give(page, 'tcp-connect.json');
  await page.evaluate(() => setTimeout(() => {
    const module = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11]);
    new WebAssembly.Instance(new WebAssembly.Module(module));
  }));
  await page.locator('#crash').waitFor();
  expectRequests();
  await page.getByRole('button', { name: 'Load the page again' }).click();
  await page.waitForFunction(() => document.querySelector('#crash').hidden && document.documentElement.hasAttribute('data-ready'));
  await page.getByRole('heading', { name: 'The case from before the program stopped' }).waitFor();
  await isAccessible(page);
  await page.getByRole('button', { name: 'Open the saved case' }).click();
  await page.getByRole('heading', TCP).waitFor();
  assert.notEqual(await page.title(), START);
});
