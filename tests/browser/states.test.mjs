// What a view can come to besides its first look: each accessible in both themes, operable by
// touch, fit for a narrow screen, and told to those who do not see it come.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { isAccessible, skippedHeadings, smallTargets, visit } from './harness.mjs';

const fixture = (name) => readFile(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
const report = await fixture('examples/status-mismatch.json');
const link = (await fixture('share/link-c1.txt')).trim();
const many = JSON.stringify(Array.from({ length: 250 }, (_, index) => (
  { address: `10.0.${index >> 8}.${index & 255}`, health: index % 3 ? 'Unhealthy' : 'Healthy', healthProbeLog: 'Cannot connect to backend server.' })));

const paste = (page, ...texts) => page.evaluate((all) => all.forEach((text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
}), texts);
const go = (page, fragment) => page.evaluate((address) => { location.hash = address; }, fragment);

/** What was pasted is judged, which leads to the results: before that, no address stays. */
const judged = (page) => page.locator('.verdict').waitFor();

/** How each state is reached; what is awaited last is what shows it. */
const states = {
  'a saved case beside another': async (page) => {
    await paste(page, 'No results.');
    await judged(page);
    await go(page, link);
    await page.getByRole('alert').getByRole('button', { name: 'Open the saved case' }).waitFor();
  },
  'a case behind a passphrase': async (page) => {
    await paste(page, report);
    await judged(page);
    await go(page, '#/share');
    await page.getByLabel('Passphrase (optional)').fill('correct horse');
    await page.getByRole('button', { name: 'Make a link' }).click();
    const made = await page.getByLabel('Link', { exact: true }).inputValue();
    await go(page, new URL(made).hash);
    await page.getByLabel('Passphrase', { exact: true }).waitFor();
  },
  'a damaged link': async (page) => {
    await go(page, '#c1:AAAA');
    await page.getByRole('alert').filter({ hasText: /damaged/ }).waitFor();
  },
  'a secret that was cut out': async (page) => {
    await paste(page, await fixture('share/template_with_secrets.json'));
    await page.getByRole('heading', { name: 'Private key removed' }).waitFor();
  },
  'a comparison that waits': async (page) => {
    await paste(page, report);
    await page.getByRole('button', { name: 'Compare with a report after a change' }).click();
    await page.getByRole('heading', { name: 'Paste the report after your change' }).waitFor();
  },
  'a comparison': async (page) => {
    await states['a comparison that waits'](page);
    await paste(page, report.replace('"Unhealthy"', '"Healthy"'));
    await page.getByRole('heading', { name: 'Before and after' }).waitFor();
  },
  'a table in pages': async (page) => {
    await paste(page, many);
    await page.getByText('Rows 1 to 100 of 250').waitFor();
  },
  'a filter that leaves nothing': async (page) => {
    await paste(page, many);
    await page.getByLabel('Filter', { exact: true }).fill('nothing of the kind');
    await page.getByRole('button', { name: 'Show all' }).waitFor();
  },
  'a chain with what if': async (page) => {
    await paste(page, await fixture('chains/complete.txt'));
    await page.locator('.what-if > summary').click();
    await page.locator('.what-if').getByLabel('Generation (SKU)').waitFor();
  },
  'a link that was made': async (page) => {
    await paste(page, report);
    await judged(page);
    await go(page, '#/share');
    await page.getByRole('button', { name: 'Make a link' }).click();
    await page.getByLabel('Link', { exact: true }).waitFor();
  },
  'only steps that are answered': async (page) => {
    await paste(page, report);
    await page.getByRole('link', { name: /^See all/ }).first().click();
    await page.locator('.step[aria-current=step]').getByRole('button', { name: 'This is the cause' }).click();
    await page.locator('[aria-pressed=true]').waitFor();
  },
};

for (const [name, reach] of Object.entries(states)) {
  for (const colorScheme of ['light', 'dark']) {
    visit(`${name} is accessible, ${colorScheme}`, { colorScheme }, async ({ page, open }) => {
      await open();
      await reach(page);
      assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
      assert.deepEqual(await skippedHeadings(page), []);
      await isAccessible(page);
    });
  }
  visit(`${name} fits a screen of 320 pixels and a finger`, { viewport: { width: 320, height: 640 } }, async ({ page, open }) => {
    await open();
    await reach(page);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    assert.deepEqual(await smallTargets(page), []);
  });
}

visit('with forced colours every word of a picture has the colour of text', { forcedColors: 'active' }, async ({ page, open }) => {
  await open();
  await paste(page, report);
  await page.getByRole('link', { name: /^See all/ }).first().click();
  await page.locator('.picture text').first().waitFor({ state: 'attached' });
  const colours = await page.locator('.picture text').evaluateAll((texts) => [...new Set(texts.map((text) => getComputedStyle(text).fill))]);
  assert.equal(colours.length, 1, colours.join(', '));
});

visit('who asks for less motion is not scrolled smoothly', { reducedMotion: 'reduce' }, async ({ page, open }) => {
  await open();
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), 'auto');
});
