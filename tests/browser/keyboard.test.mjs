// The journey with the keyboard alone.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { smallTargets, visit } from './harness.mjs';

const text = await readFile(new URL('../fixtures/examples/tcp-connect.json', import.meta.url), 'utf8');

/** What has the focus, as a screen reader would name it. */
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  return `${element.tagName.toLowerCase()} ${element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent}`.trim();
});

/** Presses Tab until what has the focus matches; fails after a whole round. */
async function tabTo(page, pattern) {
  const seen = [];
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    const name = await focused(page);
    if (pattern.test(name)) return;
    seen.push(name);
  }
  assert.fail(`${pattern} is not reached by Tab; reached: ${seen.join(' | ')}`);
}

visit('the whole journey needs no mouse', { permissions: ['clipboard-read', 'clipboard-write'] }, async ({ page, open }) => {
  await open();
  await page.keyboard.press('Tab');
  assert.match(await focused(page), /Skip to the content/);
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  assert.equal(new URL(page.url()).hash, '');

  await tabTo(page, /^textarea Paste/);
  await page.keyboard.insertText(text);
  await page.locator('.verdict').waitFor();
  // The box keeps the focus while the page around it changes, and Tab leaves it.
  assert.match(await focused(page), /^textarea Paste/);
  await tabTo(page, /^a See all/);
  await page.keyboard.press('Enter');
  await page.locator('.walk').waitFor();
  assert.match(await focused(page), /^h1 /);

  await tabTo(page, /^input Azure CLI/);
  await page.keyboard.press('ArrowRight');
  assert.ok(await page.getByRole('radio', { name: 'PowerShell' }).isChecked());
  await tabTo(page, /^summary 2/);
  const second = page.locator('.step > details').nth(1);
  const before = await second.evaluate((details) => details.open);
  await page.keyboard.press('Enter');
  assert.notEqual(await second.evaluate((details) => details.open), before);
  if (before) await page.keyboard.press('Enter');
  await tabTo(page, /^button Copy/);
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: /^Copied command/ }).waitFor({ state: 'attached' });
  await tabTo(page, /^button Done, or in order/);
  await page.keyboard.press('Space');
  assert.ok(await page.locator('[aria-pressed=true]').count());

  // Back to the results, and on to what leaves: each view gives its heading the focus.
  await tabTo(page, /^a Results/);
  await page.keyboard.press('Enter');
  await page.locator('.verdict').waitFor();
  assert.match(await focused(page), /^h1 No TCP connection/);
  await tabTo(page, /^a Share or save/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Share' }).waitFor();
  assert.match(await focused(page), /^h1 Share/);
  await tabTo(page, /^input *Resource names/);
  await page.keyboard.press('Space');
  assert.ok(!(await page.getByLabel('Resource names').isChecked()));
  await tabTo(page, /^button Make a link/);
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: /^The link has [\d,]+.characters/ }).waitFor({ state: 'attached' });
  await tabTo(page, /^button Copy the link/);
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: /^Copied/ }).waitFor({ state: 'attached' });
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /#c1:/);
});

visit('every control is large enough', { viewport: { width: 390, height: 844 } }, async ({ page, open }) => {
  await open();
  await page.locator('#paste').fill(text);
  await page.locator('.verdict').waitFor();
  assert.deepEqual(await smallTargets(page), []);
  await page.getByRole('link', { name: /^See all/ }).click();
  await page.getByRole('button', { name: 'Open all' }).click();
  assert.deepEqual(await smallTargets(page), []);
});
