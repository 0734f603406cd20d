// The single file, opened from disk: the whole page, without a server and without a request.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { findFirefox, withFirefox } from './firefox.mjs';
import { dist, isAccessible, visit } from './harness.mjs';

const NAME = 'appgw-doctor.html';
const file = pathToFileURL(join(dist, NAME)).href;
const example = (name) => readFile(new URL(`../fixtures/examples/${name}`, import.meta.url), 'utf8');

visit('the single file: from a paste to the command to run, without a request', {}, async ({ page, open }) => {
  const requests = [];
  page.context().on('request', (request) => requests.push(request.url()));
  await open('', { at: file });
  await page.locator('#paste').fill(await example('tcp-connect.json'));
  await page.getByRole('heading', { level: 1, name: "No TCP connection to the server's port" }).waitFor();
  await page.getByRole('link', { name: /^See all \d+ steps/ }).click();
  assert.equal(new URL(page.url()).hash, '#/fault/tcp-connect');
  await page.locator('.step[aria-current=step] .command pre', { hasText: '10.0.2.4' }).first().waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.getByRole('heading', { level: 1, name: 'What does your gateway report?' }).waitFor();
  await page.getByRole('link', { name: 'All faults' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await isAccessible(page);
  assert.deepEqual(requests, [file]);
});

visit('the single file knows the public roots', {}, async ({ page, open }) => {
  await open('', { at: file });
  await page.locator('#paste').fill(await readFile(new URL('../fixtures/chains/complete.txt', import.meta.url), 'utf8'));
  await page.locator('.chain').getByText('which is no public root').first().waitFor();
});

visit('the single file can ask no one for anything', {}, async ({ page, open, expectConsole }) => {
  await open('', { at: file });
  expectConsole(/^error: .*Content Security Policy/i);
  expectConsole(/^error: .*TrustedHTML/);
  const refused = await page.evaluate(async () => ({
    other: await fetch('http://127.0.0.1:9/').then(() => false, () => true),
    data: await fetch('data:,text').then(() => false, () => true),
    markup: (() => {
      try {
        document.createElement('p').innerHTML = '<b>text</b>';
        return false;
      } catch (error) {
        return error instanceof TypeError;
      }
    })(),
  }));
  assert.deepEqual(refused, { other: true, data: true, markup: true });
});

visit('the page offers the single file, and says its checksum', {}, async ({ page, open }) => {
  await open();
  await page.getByText('Take it with you').click();
  const link = page.getByRole('link', { name: 'Download the whole page as one file' });
  assert.equal(await link.getAttribute('download'), NAME);
  assert.equal(await link.getAttribute('href'), `./${NAME}`);
  const bytes = await readFile(join(dist, NAME));
  const sum = createHash('sha256').update(bytes).digest('hex');
  await page.getByText(sum).waitFor();
  assert.equal(await readFile(join(dist, `${NAME}.sha256`), 'utf8'), `${sum}  ${NAME}\n`);
});

visit('the single file does not offer itself', {}, async ({ page, open }) => {
  await open('', { at: file });
  assert.equal(await page.getByText('Take it with you').count(), 0);
});

const firefox = await findFirefox();
test('the single file works in Firefox', { skip: firefox ? false : 'no Firefox is installed, and FIREFOX names none' }, async () => {
  const text = await example('tcp-connect.json');
  await withFirefox(firefox, async (page) => {
    await page.goto(file);
    await page.waitFor(() => document.documentElement.hasAttribute('data-ready'));
    await page.evaluate((pasted) => {
      const box = document.querySelector('#paste');
      box.value = pasted;
      box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }, text);
    await page.waitFor(() => /No TCP connection/.test(document.querySelector('h1')?.textContent));
    await page.evaluate(() => document.querySelector('.problem-next a').click());
    await page.waitFor(() => location.hash === '#/fault/tcp-connect'
      && [...document.querySelectorAll('.command pre')].some((command) => command.textContent.includes('agw-shop')));
    const crashed = await page.evaluate(() => !document.querySelector('#crash').hidden);
    assert.equal(crashed, false);
  });
});
