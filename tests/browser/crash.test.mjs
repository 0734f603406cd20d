// When the program can't start, or stops: a panel says so and offers the person's text back.

import assert from 'node:assert/strict';
import { isAccessible, visit } from './harness.mjs';

const TEXT = 'health.json: "Unhealthy"\n  second line';

/** Types into the shell, whose program then meets what `prepare` has done. */
async function typeThen(page, open, prepare) {
  let release;
  const typed = new Promise((resolve) => { release = resolve; });
  await page.route('**/*.wasm', async (route) => {
    await typed;
    await prepare(route);
  });
  await open('', { ready: false });
  await page.locator('#paste').focus();
  await page.keyboard.insertText(TEXT);
  release();
  await page.locator('#crash').waitFor();
}

/** The panel as a person finds it: one heading, focused; the page itself gone; the text offered. */
async function assertPanel(page, heading, text = TEXT) {
  const title = page.getByRole('heading', { level: 1 });
  assert.equal(await title.textContent(), heading);
  assert.ok(await title.evaluate((element) => element === document.activeElement));
  assert.ok((await page.title()).startsWith(heading));
  assert.ok(!await page.locator('#app').isVisible());
  assert.equal(await page.getByLabel('Your text is safe').inputValue(), text);
  await isAccessible(page);
}

const failures = {
  'a module that is none': (route) => route.fulfill({ contentType: 'application/wasm', body: 'garbage' }),
  'a missing module': (route) => route.fulfill({ status: 404, contentType: 'text/plain', body: 'Not found' }),
  'a broken connection': (route) => route.abort(),
};
for (const [failure, prepare] of Object.entries(failures)) {
  for (const colorScheme of ['light', 'dark']) {
    visit(`${failure} leads to the panel, ${colorScheme}`, { colorScheme }, async ({ page, open, expectConsole }) => {
      if (failure !== 'a module that is none') expectConsole(/^error: Failed to load resource/);
      await typeThen(page, open, prepare);
      await assertPanel(page, 'The program could not be loaded');
    });
  }
}

visit('a later part that is missing leads to the panel, with all that was given', {}, async ({ page, open, expectConsole }) => {
  expectConsole(/^error: Failed to load resource/);
  let release;
  const given = new Promise((resolve) => { release = resolve; });
  await page.route('**/*_later.wasm', async (route) => {
    await given;
    await failures['a missing module'](route);
  });
  await open('', { ready: false });
  await page.locator('#paste').focus();
  await page.getByRole('heading', { name: 'What does your gateway report?' }).waitFor();
  const long = `${'x'.repeat(70 * 1024)}\nend`;
  await page.locator('#paste').evaluate((area, text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, long);
  await page.locator('#paste').focus();
  await page.keyboard.insertText(TEXT);
  await page.getByText('What you gave is read the moment it is here').first().waitFor();
  release();
  await page.locator('#crash').waitFor();
  await assertPanel(page, 'The program could not be loaded', `${long}\n\n${TEXT}`);
});

// A browser that breaks the rules is the one way to make a program panic that has no way of its own.
const breakBrowser = () => {
  document.createElement = () => { throw new TypeError('broken browser'); };
  document.createElementNS = document.createElement;
};
const mendBrowser = () => {
  delete document.createElement;
  delete document.createElementNS;
};

visit('a panic leads to the panel', {}, async ({ page, open, expectConsole }) => {
  expectConsole(/^error: panicked at /);
  expectConsole(/^uncaught: RuntimeError: unreachable/);
  await typeThen(page, open, async (route) => {
    await page.evaluate(breakBrowser);
    await route.continue();
  });
  await page.evaluate(mendBrowser);
  await assertPanel(page, 'The program has stopped');
  const details = await page.locator('#crash-details').textContent();
  assert.match(details, /^\d+\.\d+\.\d+ \S+\.rs:\d+:\d+$/);
});

visit('the text is copied from the panel', { permissions: ['clipboard-read', 'clipboard-write'] }, async ({ page, open }) => {
  await typeThen(page, open, failures['a module that is none']);
  await page.getByRole('button', { name: 'Copy your text' }).click();
  await page.getByText('Copied', { exact: true }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), TEXT);
});

visit('where copying is refused the text is selected', {}, async ({ page, open }) => {
  await typeThen(page, open, failures['a module that is none']);
  await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); });
  await page.getByRole('button', { name: 'Copy your text' }).click();
  await page.getByText('The browser did not allow it').waitFor();
  assert.equal(await page.evaluate(() => getSelection().toString()), TEXT);
});

visit('the page can be loaded again', {}, async ({ page, open }) => {
  await typeThen(page, open, failures['a module that is none']);
  await page.unroute('**/*.wasm');
  await page.getByRole('button', { name: 'Load the page again' }).click();
  await page.waitForSelector('html[data-ready]');
  assert.ok(!await page.locator('#crash').isVisible());
});

visit('without a text there is none to offer', {}, async ({ page, open }) => {
  await page.route('**/*.wasm', failures['a module that is none']);
  await open('', { ready: false });
  await page.locator('#crash').waitFor();
  assert.ok(!await page.getByLabel('Your text is safe').isVisible());
});

visit('a trap without a panic leads to the panel', {}, async ({ page, open, expectConsole }) => {
  expectConsole(/^uncaught: .*unreachable/);
  await open();
  // As a stack or a memory that is used up: the program ends without a word.
  await page.evaluate(() => setTimeout(() => {
    const module = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11]);
    new WebAssembly.Instance(new WebAssembly.Module(module));
  }));
  await page.getByRole('heading', { name: 'The program has stopped' }).waitFor();
});
