// The journey: from what a person pasted to the verdict, a problem, its walk, and a command.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { visit } from './harness.mjs';

const example = (name) => readFile(new URL(`../fixtures/examples/${name}`, import.meta.url), 'utf8');
const verdict = (page) => page.getByRole('heading', { level: 1 });
/** What the paste box holds, once the view that it stands on is there. */
async function boxText(page) {
  await page.waitForFunction(() => document.querySelector('#paste')?.value);
  return page.locator('#paste').inputValue();
}

const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };

/** Pastes as a person does: through the clipboard, into what has the focus. */
async function paste(page, text) {
  await page.evaluate((content) => navigator.clipboard.writeText(content), text);
  await page.keyboard.press('ControlOrMeta+V');
}

visit('from a paste to the command to run', clipboard, async ({ page, open }) => {
  await open();
  await page.getByLabel('Paste backend health output').focus();
  await paste(page, await example('tcp-connect.json'));

  // The verdict comes without a click, and is announced.
  await page.getByRole('heading', { level: 1, name: "No TCP connection to the server's port" }).waitFor();
  await page.getByText('2 of 3 servers get no requests').first().waitFor();
  assert.ok((await page.title()).startsWith("No TCP connection to the server's port"));
  assert.match(await page.locator('.unseen[role=status]').textContent(), /No TCP connection.*2 of 3/);
  assert.equal(await page.locator('.server-table tbody tr').count(), 3);

  // So do the one thing to do, and the command that prints what would make it surer: without
  // scrolling, too.
  const fold = page.viewportSize().height;
  for (const part of ['.verdict', '.problem-next', '.surer .command']) {
    const { y, height } = await page.locator(part).first().boundingBox();
    assert.ok(y + height <= fold, `${part} ends at ${y + height} of ${fold}`);
  }
  assert.match(await page.locator('.problem-next').textContent(), /^Next: Try the port yourself/);

  await page.getByRole('link', { name: /^See all \d+ steps/ }).click();
  assert.equal(new URL(page.url()).hash, '#/fault/tcp-connect');
  await page.getByRole('heading', { name: 'What else produces this same message' }).waitFor();
  assert.ok(await verdict(page).evaluate((heading) => heading === document.activeElement), 'the heading has no focus');
  assert.match(await page.locator('.message').textContent(), /^Cannot connect to backend server\./);

  // The person's own names stand in the commands, and the choice of shell is theirs.
  const step = page.locator('.step', { hasText: 'Paste more, and more steps' });
  await step.locator('summary').first().click();
  const command = step.locator('.command', { hasText: 'agw-shop' }).first();
  await command.getByRole('button', { name: /^Copy/ }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /-n agw-shop/);
  assert.match(copied, /rg-shop/);
  await page.getByRole('status').filter({ hasText: /^Copied command/ }).waitFor({ state: 'attached' });
  await page.getByRole('radio', { name: 'PowerShell' }).check();
  await step.locator('.command-shell', { hasText: 'PowerShell' }).first().waitFor();
  assert.equal(await step.locator('.command-shell', { hasText: 'Azure CLI' }).count(), 0);

  // Back leads to the results, with everything in place.
  await page.goBack();
  await page.locator('.problem').waitFor();
  assert.equal(await page.locator('.problem').count(), 1);
  assert.equal(await boxText(page), await example('tcp-connect.json'));
});

visit('one sentence is enough', {}, async ({ page, open }) => {
  await open();
  await page.locator('#paste').fill(await example('leaf-missing.txt'));
  await page.getByRole('link', { name: /^See all/ }).click();
  await page.getByRole('heading', { name: 'What it means' }).waitFor();
});

visit('a person answers a step, and picks whose names are filled in', {}, async ({ page, open }) => {
  await open();
  await page.locator('#paste').fill(await example('tcp-connect.json'));
  await page.getByRole('link', { name: /^See all/ }).click();
  const step = page.locator('.step[aria-current=step]');
  const title = await step.getByRole('heading').textContent();
  await step.getByRole('button', { name: 'Done, or in order' }).click();
  const same = page.locator('.step').filter({ has: page.getByRole('heading', { name: title, exact: true }) });
  await same.getByText('In order', { exact: true }).first().waitFor();
  assert.notEqual(await page.locator('.step[aria-current=step]').getByRole('heading').textContent(), title);

  await page.getByRole('button', { name: 'Open all' }).click();
  await page.getByLabel('Fill in the commands for').selectOption('10.0.2.5');
  await page.locator('.command pre', { hasText: '10.0.2.5' }).first().waitFor();
});

visit('pools that fail lead to their own page', {}, async ({ page, open }) => {
  await open();
  await page.locator('#paste').fill(await example('unhealthy-pool.json'));
  await page.getByText('Clients get 502 from the gateway').waitFor();
  await page.getByRole('link', { name: /What to do about pool tiles-pool/ }).click();
  assert.equal(new URL(page.url()).hash, '#/fault/unhealthy-pool');
  await page.getByText('tiles-pool with tiles-http').waitFor();
});

visit('the same fault with other details is another problem', {}, async ({ page, open }) => {
  await open();
  await page.locator('#paste').fill(await example('status-mismatch.json'));
  await page.locator('.problem').nth(1).getByRole('link').first().click();
  assert.equal(new URL(page.url()).hash, '#/fault/status-mismatch/2');
  const places = page.getByRole('navigation', { name: 'Where this shows in your paste' });
  assert.match(await places.locator('[aria-current=page]').textContent(), /Received 403/);
  await places.getByRole('link', { name: /Received 404/ }).click();
  await page.locator('.message', { hasText: '404' }).waitFor();
});

visit('a report without a fault says what was checked and where to look', {}, async ({ page, open }) => {
  await open();
  const healthy = [{ address: '10.0.0.4', health: 'Healthy', healthProbeLog: 'Success. Received 200 status code' }];
  await page.locator('#paste').fill(JSON.stringify(healthy));
  await page.getByRole('heading', { level: 1, name: 'The server is healthy' }).waitFor();
  for (const heading of ['What was checked', 'What would make it surer', 'What was not', 'If clients see errors all the same']) {
    assert.ok(await page.getByRole('heading', { name: heading }).isVisible(), heading);
  }
});

visit('a report that has not arrived, and one that may not be read, say what to do', {}, async ({ page, open }) => {
  await open();
  await page.locator('#paste').fill('null');
  await page.getByRole('heading', { level: 1, name: 'The report has not arrived yet' }).waitFor();
  await page.locator('#paste').fill('No results.');
  await page.getByRole('heading', { level: 1, name: 'Your account may not read backend health' }).waitFor();
});

visit('what is unreadable is named with its place, and stays', {}, async ({ page, open }) => {
  await open();
  const text = 'good morning\nwhat is this?';
  await page.locator('#paste').fill(text);
  await page.getByRole('heading', { level: 1, name: 'Nothing here was recognised' }).waitFor();
  await page.getByRole('heading', { name: 'What was expected' }).waitFor();
  assert.equal(await page.locator('#paste').inputValue(), text);
  await page.locator('.notes').getByRole('link').first().click();
  await page.locator('.lines .is-marked', { hasText: 'good morning' }).waitFor();
  await page.goBack();
  assert.equal(await boxText(page), text);
});

visit('servers are filtered, sorted and grouped', {}, async ({ page, open }) => {
  await open();
  await page.locator('#paste').fill(await example('degraded.json'));
  const rows = page.locator('.server-table tbody tr:not(.group)');
  await rows.first().waitFor();
  const first = () => rows.first().locator('th').textContent();
  await page.getByRole('button', { name: 'Server', exact: true }).click();
  await page.getByRole('button', { name: 'Server', exact: true }).click();
  assert.equal(await first(), '10.90.0.7');
  assert.equal(await page.locator('th[aria-sort=descending]').count(), 1);
  await page.getByLabel('Status', { exact: true }).selectOption('Unhealthy');
  assert.equal(await rows.count(), 2);
  await page.getByLabel('Group by').selectOption('Fault');
  assert.equal(await page.locator('.server-table .group').count(), 2);
  await page.getByLabel('Filter', { exact: true }).fill('503');
  assert.equal(await rows.count(), 1);
  await page.getByLabel('Filter', { exact: true }).fill('nothing such');
  await page.getByRole('button', { name: 'Show all' }).click();
  assert.equal(await rows.count(), 4);
});

visit('a long list comes in parts', {}, async ({ page, open }) => {
  await open();
  const row = (_, index) => ({ address: `10.1.${index >> 8}.${index & 255}`, health: 'Healthy', healthProbeLog: null });
  await page.locator('#paste').fill(JSON.stringify(Array.from({ length: 450 }, row)));
  const rows = page.locator('.server-table tbody tr');
  // They are drawn part by part.
  await rows.nth(99).waitFor();
  assert.equal(await rows.count(), 100);
  assert.equal(await page.locator('.server-table').getAttribute('aria-rowcount'), '451');
  const pages = page.getByRole('navigation', { name: 'Rows of the table' });
  await pages.getByRole('button', { name: 'Later' }).click();
  await pages.getByText('Rows 101 to 200 of 450').waitFor();
  for (let times = 0; times < 3; times += 1) await page.keyboard.press('Enter');
  await pages.getByText('Rows 401 to 450 of 450').waitFor();
  assert.equal(await rows.count(), 50);
  await page.keyboard.press('Enter');
  assert.ok(await pages.getByRole('button', { name: 'Later' }).evaluate((button) => button === document.activeElement), 'the focus stays');
  await pages.getByRole('button', { name: 'First' }).click();
  await rows.getByText('10.1.0.0', { exact: true }).waitFor();
  await page.getByLabel('Filter', { exact: true }).fill('10.1.1.19');
  await page.getByText('5\u{a0}servers', { exact: true }).waitFor();
});

visit('what is typed in wins, and the commands follow', {}, async ({ page, open }) => {
  await open();
  await page.locator('#paste').fill(await example('tcp-connect.json'));
  await page.getByRole('heading', { name: 'Context' }).click();
  await page.getByLabel('Cloud').selectOption('Azure China (21Vianet)');
  await page.getByLabel('Judge as of (UTC)').fill('2024-02-03T04:05:06');
  await page.getByText('Judged as of 2024-02-03 04:05:06 UTC').waitFor();
  await page.getByRole('link', { name: /^See all/ }).click();
  const portal = page.getByRole('link', { name: /^Backend health/ }).first();
  assert.match(await portal.getAttribute('href'), /^https:\/\/portal\.azure\.cn\//);
  await page.getByRole('button', { name: 'Open all' }).click();
  await page.getByText('az cloud set --name AzureChinaCloud').first().waitFor();
});

visit('the report is copied and saved', clipboard, async ({ page, open }) => {
  await open();
  await page.locator('#paste').fill(await example('tcp-connect.json'));
  await page.getByRole('link', { name: 'Share or save' }).click();
  await page.getByRole('button', { name: /^Copy as Markdown/ }).click();
  await page.getByRole('status').filter({ hasText: 'Copied the report' }).waitFor({ state: 'attached' });
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^# .*[^]*tcp-connect/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download JSON' }).click(),
  ]);
  const report = JSON.parse(await readFile(await download.path(), 'utf8'));
  assert.equal(report.schema, 'appgw-doctor/report/1');
  assert.equal(report.problems[0].fault, 'tcp-connect');
});
