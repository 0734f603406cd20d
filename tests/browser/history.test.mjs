// Metrics over time: drawn, marked in words, and there as a table.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { isAccessible, visit } from './harness.mjs';

const metrics = await readFile(new URL('../fixtures/metrics/cli.json', import.meta.url), 'utf8');

async function show(page, open) {
  await open();
  await page.locator('#paste').fill(metrics);
  await page.getByRole('heading', { name: 'When it began' }).waitFor();
}

visit('metrics are drawn for each pool, and the one that fails comes first', {}, async ({ page, open }) => {
  await show(page, open);
  const drawings = page.getByRole('img', { name: /Healthy and unhealthy servers over time/ });
  assert.equal(await drawings.count(), 2);
  const first = page.locator('.history').first();
  const drawing = first.getByRole('img', { name: /pool web-pool, setting https/ });
  await drawing.waitFor();
  assert.match(await drawing.textContent(), /First drop: 2026-11-19 14:00 UTC/);
  assert.match(await first.textContent(), /It began at 2026-11-19 14:00 UTC/);
  assert.match(await page.locator('.history').nth(1).textContent(), /It goes up and down/);
});

visit('the same stands in a table', {}, async ({ page, open }) => {
  await show(page, open);
  const first = page.locator('.history').first();
  await first.getByText('As a table').click();
  const table = first.getByRole('table');
  const drop = table.getByRole('row', { name: /2026-11-19 14:00/ });
  assert.match(await drop.textContent(), /1\.35.*0\.65.*Some fail/);
  assert.match(await table.getByRole('row').nth(2).textContent(), /No value/);
});

for (const colorScheme of ['light', 'dark']) {
  visit(`metrics are accessible, ${colorScheme}`, { colorScheme }, async ({ page, open }) => {
    await show(page, open);
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
    await isAccessible(page);
  });
}

visit('metrics fit a screen of 320 pixels', { viewport: { width: 320, height: 640 } }, async ({ page, open }) => {
  await show(page, open);
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await page.getByRole('img', { name: /web-pool/ }).getByText('Drop 11-19 14:00').waitFor();
});
