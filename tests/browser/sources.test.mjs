// How evidence comes in: the box, files picked and dropped, several of each.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { visit } from './harness.mjs';

const path = (name) => new URL(`../fixtures/examples/${name}`, import.meta.url);
const example = (name) => readFile(path(name), 'utf8');
const names = (page) => page.locator('.source-head strong').allTextContents();

visit('files are picked', {}, async ({ page, open }) => {
  await open();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose files' }).click(),
  ]);
  await chooser.setFiles(['tcp-connect.json', 'dns-resolution.yaml'].map((name) => path(name).pathname));
  await page.getByRole('heading', { level: 1, name: /2.problems/ }).waitFor();
  assert.deepEqual((await names(page)).sort(), ['dns-resolution.yaml', 'tcp-connect.json']);
});

visit('a file is dropped, on any view', {}, async ({ page, open }) => {
  await open('#/fault/tcp-connect');
  await page.evaluate((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'health.json'));
    const options = { bubbles: true, cancelable: true, dataTransfer: transfer };
    document.body.dispatchEvent(new DragEvent('dragover', options));
    document.body.dispatchEvent(new DragEvent('drop', options));
  }, await example('tcp-connect.json'));
  await page.getByRole('heading', { level: 1, name: "No TCP connection to the server's port" }).waitFor();
  assert.deepEqual(await names(page), ['health.json']);
  assert.equal(await page.locator('html[data-dropping]').count(), 0);
});

visit('several pastes stand side by side, are edited and removed', {}, async ({ page, open }) => {
  await open();
  const box = page.locator('#paste');
  await box.fill('No results.');
  await page.getByRole('button', { name: 'Add another paste' }).click();
  assert.equal(await box.inputValue(), '');
  assert.ok(await box.evaluate((area) => area === document.activeElement));
  const second = await example('tcp-connect.json');
  await box.fill(second);
  await page.getByText('paste 2').first().waitFor();
  assert.deepEqual(await names(page), ['paste 1', 'paste 2']);

  await page.getByRole('button', { name: 'Edit paste 1' }).click();
  assert.equal(await box.inputValue(), 'No results.');
  await page.getByRole('button', { name: 'Remove paste 1' }).click();
  assert.deepEqual(await names(page), ['paste 2']);
  assert.equal(await box.inputValue(), '');
  await page.getByRole('heading', { level: 1, name: "No TCP connection to the server's port" }).waitFor();

  await page.getByRole('button', { name: 'Start over' }).click();
  await page.getByRole('heading', { level: 1, name: 'What does your gateway report?' }).waitFor();
  assert.ok(await box.evaluate((area) => area === document.activeElement));
});

visit('a long text goes past the box', { permissions: ['clipboard-read', 'clipboard-write'] }, async ({ page, open }) => {
  await open();
  const row = (_, index) => ({ address: `10.2.${index >> 8}.${index & 255}`, health: 'Unhealthy', healthProbeLog: 'x'.repeat(100) });
  const text = JSON.stringify(Array.from({ length: 2000 }, row), null, 1);
  await page.locator('#paste').focus();
  await page.evaluate((content) => navigator.clipboard.writeText(content), text);
  await page.keyboard.press('ControlOrMeta+V');
  await page.locator('.source').waitFor();
  assert.equal(await page.locator('#paste').inputValue(), '');
  assert.equal(await page.getByRole('button', { name: /^Edit/ }).count(), 0);
  await page.getByRole('link', { name: 'Show paste 1' }).click();
  await page.getByRole('link', { name: 'Later lines' }).click();
  await page.locator('.lines .is-marked').waitFor();
});

visit('a paste outside any field is taken', { permissions: ['clipboard-read', 'clipboard-write'] }, async ({ page, open }) => {
  await open('#/faults');
  await page.evaluate((text) => navigator.clipboard.writeText(text), await example('no-permission.txt'));
  await page.keyboard.press('ControlOrMeta+V');
  await page.getByRole('heading', { level: 1, name: 'Your account may not read backend health' }).waitFor();
});

visit('what is pasted outlives every address', {}, async ({ page, open }) => {
  await open();
  await page.locator('#paste').fill('No results.');
  await page.locator('.verdict').waitFor();
  for (const fragment of ['#/fault/degraded', '#/nowhere', '#/source/9/1', '#/faults', '#/']) {
    await page.evaluate((address) => { location.hash = address; }, fragment);
    await page.waitForTimeout(50);
  }
  await page.locator('.verdict').waitFor();
  await page.waitForFunction(() => document.querySelector('#paste')?.value === 'No results.');
});
