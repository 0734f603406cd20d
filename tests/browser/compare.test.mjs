// Before and after: a second report beside the first.

import assert from 'node:assert/strict';
import { isAccessible, visit } from './harness.mjs';

const TCP = 'Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to the server.';
const STATUS = "Received invalid status code: 503 in the backend server's HTTP response.";
const row = (address, health, healthProbeLog = '') => ({ address, health, healthProbeLog });
const before = JSON.stringify([row('10.0.0.4', 'Unhealthy', TCP), row('10.0.0.5', 'Unhealthy', TCP), row('10.0.0.6', 'Healthy')]);
const after = JSON.stringify([row('10.0.0.4', 'Healthy'), row('10.0.0.5', 'Unhealthy', STATUS), row('10.0.0.6', 'Unhealthy', TCP)]);

async function begin(page) {
  await page.locator('#paste').fill(before);
  await page.getByRole('button', { name: 'Compare with a report after a change' }).click();
  await page.getByRole('heading', { name: 'Paste the report after your change' }).waitFor();
  assert.equal(await page.locator('#paste').inputValue(), '');
}

const changes = (page) => page.locator('.comparison-table tbody tr').evaluateAll((rows) =>
  rows.map((line) => [line.cells[0].innerText.trim(), line.cells[1].innerText.trim()]));

const EXPECTED = [['Worse', '10.0.0.6'], ['Another fault', '10.0.0.5'], ['Fixed', '10.0.0.4']];

for (const colorScheme of ['light', 'dark']) {
  visit(`each server is said to be fixed, worse, or otherwise, ${colorScheme}`, { colorScheme }, async ({ page, open, expectRequests }) => {
    await open();
    await begin(page);
    await isAccessible(page);
    await page.locator('#paste').fill(after);
    await page.getByText('Servers: 1 worse, 1 with another fault, 1 fixed.').waitFor();
    assert.deepEqual(await changes(page), EXPECTED);
    await isAccessible(page);

    // It is there again after a reload.
    await page.waitForFunction(() => sessionStorage['appgw-doctor.case']?.includes('503') && sessionStorage['appgw-doctor.before']);
    expectRequests();
    await page.reload();
    await page.waitForSelector('html[data-ready]');
    assert.deepEqual(await changes(page), EXPECTED);

    await page.getByRole('button', { name: 'End the comparison' }).click();
    await page.locator('.comparison').waitFor({ state: 'detached' });
    assert.equal(await page.locator('#paste').inputValue(), after);
    await page.waitForFunction(() => !('appgw-doctor.before' in sessionStorage));
  });
}

visit('the report before comes back where none came after it', {}, async ({ page, open }) => {
  await open();
  await begin(page);
  await page.getByRole('button', { name: 'Back to the report before' }).click();
  await page.getByRole('heading', { level: 1, name: "No TCP connection to the server's port" }).waitFor();
  assert.equal(await page.locator('#paste').inputValue(), before);
});

visit('the comparison leaves under the same switches, with one set of markers', { permissions: ['clipboard-read', 'clipboard-write'] }, async ({ page, open }) => {
  await open();
  await begin(page);
  await page.locator('#paste').fill(after);
  await page.getByRole('link', { name: 'Share the comparison' }).click();
  const part = page.getByRole('region', { name: 'Before and after, to be read' });
  await part.waitFor();
  await isAccessible(page);
  const copied = async (name) => {
    await part.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await part.getByRole('button', { name: /^Copied/ }).waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    await part.getByRole('button', { name: /^Copied/ }).waitFor({ state: 'detached' });
    return text;
  };
  assert.match(await copied('Copy as Markdown'), /^# Before and after\n[^]*\| Fixed \| 240\.0\.0\.4 \|/);
  for (const name of ['Copy as Markdown', 'Copy as text', 'Copy as JSON']) {
    const text = await copied(name);
    assert.match(text, /240\.0\.0\.6/, name);
    assert.doesNotMatch(text, /10\.0\.0\./, name);
  }
  const json = JSON.parse(await copied('Copy as JSON'));
  assert.equal(json.schema, 'appgw-doctor/comparison/1');
  assert.deepEqual(json.servers.map(({ change }) => change), ['worse', 'changed', 'fixed']);
  for (const { before: then, after: now } of json.servers) assert.equal(then.address, now.address);

  await page.getByLabel('IP addresses').uncheck();
  await part.getByText('10.0.0.6').first().waitFor({ state: 'attached' });
  assert.match(await copied('Copy as text'), /10\.0\.0\.6/);
});

visit('whoever opens its link or file sees the comparison', {}, async ({ page, open, newTab }) => {
  await open();
  await begin(page);
  await page.locator('#paste').fill(after);
  await page.getByRole('link', { name: 'Share the comparison' }).click();
  await page.getByText('Look at all of it before it leaves').click();
  // Both reports are shown before they leave.
  await page.getByRole('region', { name: 'What leaves of paste 1, before the change' }).waitFor();
  await page.getByRole('region', { name: 'What leaves of paste 1', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as a file' }).click(),
  ]);
  const expected = EXPECTED.map(([change, server]) => [change, server.replace('10.', '240.')]);
  const other = await newTab();
  await other.open(new URL(link).hash);
  await other.page.locator('.comparison').waitFor();
  assert.deepEqual(await changes(other.page), expected);
  await other.page.getByRole('button', { name: 'End the comparison' }).click();
  await other.page.getByRole('button', { name: 'Start over' }).click();
  await other.page.setInputFiles('#files', await download.path());
  await other.page.locator('.comparison').waitFor();
  assert.deepEqual(await changes(other.page), expected);
});

/** How often the browser tells assistive technology of each role within the tables of the page. */
async function tableRoles(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const count = (role) => nodes.filter((node) => !node.ignored && node.role?.value === role).length;
  return Object.fromEntries(['table', 'columnheader', 'rowheader', 'cell'].map((role) => [role, count(role)]));
}

for (const width of [320, 390]) {
  visit(`a comparison is read without scrolling sideways at ${width} pixels, and is a table still`, { viewport: { width, height: 844 } }, async ({ page, open }) => {
    await open();
    await begin(page);
    await page.locator('#paste').fill(after);
    await page.locator('.comparison').waitFor();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    const wide = await page.locator('.cards').evaluateAll((tables) => tables
      .flatMap((table) => [table, table.parentElement])
      .filter((element) => element.scrollWidth > element.clientWidth)
      .map((element) => element.className));
    assert.deepEqual(wide, []);
    // Before and after stand with their words, under one another.
    const [then, now] = await page.locator('.comparison-table tbody tr').first().locator('[data-label]').evaluateAll((cells) =>
      cells.map((cell) => ({ label: getComputedStyle(cell, '::before').content, top: cell.getBoundingClientRect().top })));
    assert.match(then.label, /data-label|Before/);
    assert.ok(now.top > then.top);
    assert.deepEqual(await tableRoles(page), { table: 2, columnheader: 9, rowheader: 6, cell: 21 });
  });
}
