// The page's start: first the static shell, then the program in its place.

import assert from 'node:assert/strict';
import { isAccessible, visit } from './harness.mjs';

const TEXT = 'pasted while loading\nsecond line';

const MESSAGE = 'Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to the server.';

/** Holds the program, or a part of it, back until the returned function is called. */
async function hold(page, part = '**/*.wasm') {
  let release;
  const released = new Promise((resolve) => { release = resolve; });
  await page.route(part, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

visit('the page loads', {}, async ({ page, open }) => {
  await open();
  assert.equal(await page.title(), 'Application Gateway Doctor');
  assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
  assert.ok(await page.getByText('Nothing you paste leaves this browser').isVisible());
  assert.ok(!await page.locator('#crash').isVisible());
});

visit('what is typed while the program loads is kept, with the focus and the selection', {}, async ({ page, open }) => {
  const release = await hold(page);
  await open('', { ready: false });
  const field = page.locator('#paste');
  await field.focus();
  await page.keyboard.insertText(TEXT);
  await field.evaluate((area) => area.setSelectionRange(2, 8));
  await page.getByText('Loading the program').waitFor();
  const shell = await field.elementHandle();

  release();
  await page.waitForSelector('html[data-ready]');
  assert.ok(!await shell.evaluate((area) => area.isConnected), 'the shell still stands');
  assert.deepEqual(
    await field.evaluate((area) => [area.value, area.selectionStart, area.selectionEnd, area === document.activeElement]),
    [TEXT, 2, 8, true],
  );
});

visit('what is given before all of the program is there is read when it comes', {}, async ({ page, open }) => {
  const release = await hold(page, '**/*_later.wasm');
  await open('', { ready: false });
  await page.getByRole('heading', { name: 'What does your gateway report?' }).waitFor();
  const field = await page.locator('#paste').elementHandle();
  await field.focus();
  await page.keyboard.insertText(MESSAGE);
  await page.getByText('What you gave is read the moment it is here').first().waitFor();
  await page.getByLabel('Theme').selectOption('dark');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  await isAccessible(page);
  await field.focus();

  release();
  await page.waitForSelector('html[data-ready]');
  await page.getByRole('heading', { name: /^No TCP connection/ }).first().waitFor();
  assert.equal(await page.getByText('What you gave is read the moment it is here').count(), 0);
  assert.deepEqual(
    await field.evaluate((area) => [area.isConnected, area.value, area === document.activeElement]),
    [true, MESSAGE, true],
  );
});

visit('what is given before all of the program is there outlives a reload', {}, async ({ page, open }) => {
  const release = await hold(page, '**/*_later.wasm');
  await open('', { ready: false });
  await page.getByRole('heading', { name: 'What does your gateway report?' }).waitFor();
  await page.locator('#paste').focus();
  await page.keyboard.insertText(MESSAGE);
  await page.getByText('What you gave is read the moment it is here').first().waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'What does your gateway report?' }).waitFor();
  await page.reload();
  release();
  await page.getByRole('heading', { name: /^No TCP connection/ }).first().waitFor();
  assert.equal(await page.locator('#paste').inputValue(), MESSAGE);
});

visit('a long text in the shell counts once, whatever is typed after it', {}, async ({ page, open }) => {
  const [first, later] = [await hold(page, '**/*_bg.wasm'), await hold(page, '**/*_later.wasm')];
  await open('', { ready: false });
  await page.locator('#paste').evaluate((area, text) => { area.value = text; area.focus(); }, `${'x'.repeat(72 * 1024)}\n${MESSAGE}`);
  first();
  await page.getByRole('heading', { name: 'What does your gateway report?' }).waitFor();
  await page.keyboard.insertText('!');
  later();
  await page.waitForSelector('html[data-ready]');
  await page.getByRole('heading', { name: /^No TCP connection/ }).first().waitFor();
  assert.equal(await page.locator('.source').count(), 1);
});

visit('an address is followed once all of the program is there', {}, async ({ page, open }) => {
  const release = await hold(page, '**/*_later.wasm');
  await open('', { ready: false });
  await page.getByRole('heading', { name: 'What does your gateway report?' }).waitFor();
  await page.getByRole('link', { name: 'All checks' }).click();
  release();
  const heading = page.getByRole('heading', { name: 'All checks', level: 1 });
  await heading.waitFor();
  assert.match(await page.title(), /^All checks/);
  assert.ok(await heading.evaluate((element) => element === document.activeElement));
});

for (const colorScheme of ['light', 'dark']) {
  visit(`the shell is accessible, ${colorScheme}`, { colorScheme }, async ({ page, open }) => {
    const release = await hold(page);
    await open('', { ready: false });
    await page.getByText('Loading the program').waitFor();
    await isAccessible(page);
    release();
    await page.waitForSelector('html[data-ready]');
  });
}

visit('without JavaScript the page says what it needs', { javaScriptEnabled: false }, async ({ page, open }) => {
  await open('', { ready: false });
  assert.ok(await page.locator('.notice').isVisible());
});

visit('the shell fits a screen of 320 pixels', { viewport: { width: 320, height: 640 } }, async ({ page, open }) => {
  const release = await hold(page);
  await open('', { ready: false });
  await page.getByText('Loading the program').waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  release();
  await page.waitForSelector('html[data-ready]');
});

visit('the content security policy is in force', {}, async ({ page, open, expectConsole }) => {
  await open();
  expectConsole(/^error: .*Content Security Policy/i);
  expectConsole(/^error: .*TrustedHTML/);
  const refused = await page.evaluate(async () => ({
    other: await fetch('http://127.0.0.1:9/').then(() => false, () => true),
    markup: (() => {
      try {
        document.createElement('p').innerHTML = '<b>text</b>';
        return false;
      } catch (error) {
        return error instanceof TypeError;
      }
    })(),
    policy: (() => {
      try {
        window.trustedTypes.createPolicy('another', {});
        return false;
      } catch (error) {
        return error instanceof TypeError;
      }
    })(),
  }));
  assert.deepEqual(refused, { other: true, markup: true, policy: true });
});
