// Every view by its address: there, accessible in both themes, and fit for a narrow screen.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { MORE_CONTRAST, isAccessible, skippedHeadings, visit } from './harness.mjs';

const fixtures = new URL('../fixtures/', import.meta.url);
const files = (await readdir(new URL('examples/', fixtures))).sort();
const example = (name) => readFile(new URL(name.includes('/') ? name : `examples/${name}`, fixtures), 'utf8');
const topics = files.map((name) => name.split('.')[0]);

/** Everything at once that results can hold. */
const RICH = ['unhealthy-pool.json', 'evidence/gateway_cli.json', 'chains/intermediate-missing.txt',
  'network/nsg_cli.json', 'network/route_table_cli.json', 'metrics/cli.json', 'access_log/agw_access_logs.json'];

/** Every kind of view: a fragment, and what to paste first. */
const views = {
  start: {},
  catalogue: { fragment: '#/faults' },
  fault: { fragment: '#/fault/root-mismatch' },
  'article page': { fragment: '#/fault/unhealthy-pool' },
  'not found': { fragment: '#/fault/no-such-thing' },
  checks: { fragment: '#/checks' },
  'check page': { fragment: '#/check/nsg-management-ports' },
  codes: { fragment: '#/openssl' },
  'code page': { fragment: '#/openssl/20' },
  'error_info': { fragment: '#/error-info' },
  'rich results': { paste: RICH },
  'check page of a case': { paste: RICH, fragment: '#/check/nsg-management-ports' },
  probe: { paste: RICH, fragment: '#/probe/1' },
  share: { paste: RICH, fragment: '#/share' },
  results: { paste: 'status-mismatch.json' },
  'degraded results': { paste: 'degraded.json' },
  walk: { paste: 'tcp-connect.json', fragment: '#/fault/tcp-connect' },
  'open walk': { paste: 'certificate-expired.json', fragment: '#/fault/certificate-expired', expand: true },
  'walk of a pool': { paste: 'unhealthy-pool.json', fragment: '#/fault/unhealthy-pool' },
  source: { paste: 'tcp-connect.json', fragment: '#/source/1/19' },
  unreadable: { text: 'nothing\nof the kind' },
  pending: { text: 'null' },
  healthy: { text: '[{"address":"10.0.0.4","health":"Healthy"}]' },
};

async function show(page, open, { fragment = '', paste, text, expand }) {
  const contents = await Promise.all([paste ?? []].flat().map(example));
  if (text) contents.push(text);
  await open(contents.length ? '' : fragment);
  if (contents.length) {
    await page.evaluate((texts) => texts.forEach((content) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', content);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    }), contents);
    await page.locator('.verdict').waitFor();
    await page.evaluate((address) => { if (address) location.hash = address; }, fragment);
    if (fragment) await page.locator('.verdict').waitFor({ state: 'detached' });
  }
  if (expand) await page.getByRole('button', { name: 'Open all' }).click();
  // Disclosures hide from axe what is in them.
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => { details.open = true; }));
}

for (const [name, view] of Object.entries(views)) {
  for (const colorScheme of ['light', 'dark']) {
    visit(`${name} is accessible, ${colorScheme}`, { colorScheme }, async ({ page, open }) => {
      await show(page, open, view);
      assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
      assert.deepEqual(await skippedHeadings(page), []);
      await isAccessible(page);
    });
  }
  visit(`${name} fits a screen of 320 pixels`, { viewport: { width: 320, height: 640 } }, async ({ page, open }) => {
    await show(page, open, view);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });
}

for (const name of ['start', 'rich results', 'open walk', 'share']) {
  for (const colorScheme of ['light', 'dark']) {
    visit(`${name} has contrast for those who ask for more, ${colorScheme}`, { colorScheme, contrast: 'more' }, async ({ page, open }) => {
      await show(page, open, views[name]);
      await isAccessible(page, MORE_CONTRAST);
    });
  }
}

visit('each example leads to what it shows', {}, async ({ page, open }) => {
  await open();
  const buttons = page.getByRole('button', { name: /^Try an example of/ });
  assert.equal(await buttons.count(), topics.length);
  for (let index = 0; index < topics.length; index += 1) {
    await buttons.nth(index).click();
    await page.locator('.verdict').waitFor();
    const name = (await page.locator('.source-head strong').textContent()).match(/^example: (.*)\./)[1];
    assert.ok(topics.includes(name), name);
    assert.ok(await page.locator(`.findings a[href^="#/fault/${name}"]`).count(), name);
    await page.getByRole('button', { name: 'Start over' }).click();
  }
});

visit('each fault has a page of its own', {}, async ({ page, open }) => {
  await open();
  for (const topic of topics) {
    await page.evaluate((address) => { location.hash = address; }, `#/fault/${topic}`);
    await page.locator('.walk .meta code', { hasText: new RegExp(`^${topic}$`) }).waitFor();
    assert.ok(await page.locator('.step').count() > 0, topic);
    assert.ok(await page.locator('.sources li').count() > 0, topic);
    const heading = await page.getByRole('heading', { level: 1 }).textContent();
    assert.ok((await page.title()).startsWith(heading), topic);
  }
});

visit('an example can be seen from a fault page', {}, async ({ page, open }) => {
  await open('#/fault/body-mismatch');
  await page.getByRole('button', { name: 'see it on an example' }).click();
  await page.locator('.message', { hasText: 'Body of the backend' }).waitFor();
  assert.equal(new URL(page.url()).hash, '#/fault/body-mismatch');
});

visit('an unknown address has a view that leads on', {}, async ({ page, open }) => {
  await open('#/%E0%A4%A/<script>');
  await page.getByRole('heading', { level: 1, name: 'There is no such page' }).waitFor();
  await page.getByRole('link', { name: 'Go to the start' }).click();
  await page.locator('#paste').waitFor();
});

/** Name and choice of theme, then the views: what was found begins as high up as it can. */
const TWO_ROWS = 96;

for (const name of ['start', 'results']) {
  visit(`the header takes two rows of a narrow screen on ${name}`, { viewport: { width: 320, height: 640 } }, async ({ page, open }) => {
    await show(page, open, views[name]);
    assert.ok((await page.locator('.top').boundingBox()).height <= TWO_ROWS);
  });
}

visit('on a wide screen the header begins and ends where the views do', { viewport: { width: 1920, height: 1080 } }, async ({ page, open }) => {
  await show(page, open, views.results);
  const sides = (selector) => page.locator(selector).first().evaluate((element) => {
    const { left, right } = element.getBoundingClientRect();
    return [Math.round(left), Math.round(right)];
  });
  const [left, right] = await sides('.bench');
  assert.equal((await sides('.brand'))[0], left);
  assert.equal((await sides('.top-end'))[1], right);
});

for (const colorScheme of ['light', 'dark']) {
  // axe does not look at it.
  visit(`what a field hints at is as plain as other quiet text, ${colorScheme}`, { colorScheme }, async ({ page, open }) => {
    await show(page, open, views.results);
    const colours = await page.evaluate(() => [
      getComputedStyle(document.querySelector('.filter-count')).color,
      ...[...document.querySelectorAll('[placeholder]')].map((field) => getComputedStyle(field, '::placeholder').color),
    ]);
    assert.ok(colours.length > 1);
    assert.equal(new Set(colours).size, 1, colours.join(', '));
  });
}

visit('the theme is chosen and remembered', { colorScheme: 'light' }, async ({ page, open }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await open();
  const light = await ground();
  await page.getByLabel('Theme').selectOption('Dark');
  assert.notEqual(await ground(), light);
  await isAccessible(page);
  await open();
  assert.notEqual(await ground(), light);
  assert.equal(await page.getByLabel('Theme').inputValue(), 'dark');
});

visit('with forced colours nothing is told by a background alone', { forcedColors: 'active' }, async ({ page, open }) => {
  await show(page, open, views.results);
  const bare = await page.locator('.chip').evaluateAll((chips) =>
    chips.filter((chip) => getComputedStyle(chip).borderTopWidth === '0px' || !chip.querySelector('svg') || !chip.textContent.trim()).length);
  assert.equal(bare, 0);
  // A border without a colour has one then.
  const lines = await page.locator('.top nav a').evaluateAll((links) => links.map((link) => getComputedStyle(link).borderBottomColor));
  assert.equal(lines.filter((line) => line === lines[0]).length, 1, lines.join(', '));
});

visit('what was found is printed, and nothing to press or to fill in', {}, async ({ page, open }) => {
  await show(page, open, { paste: RICH });
  await page.emulateMedia({ media: 'print' });
  const controls = await page.locator('button:not(.sort, .link), input, select, textarea').evaluateAll((all) =>
    all.filter((control) => control.checkVisibility()).map((control) => control.outerHTML.slice(0, 120)));
  assert.deepEqual(controls, []);
  for (const part of ['.verdict', '.problem', '.server-table', '.checks', '.source']) assert.ok(await page.locator(part).first().isVisible(), part);
});

visit('all of a walk is printed', {}, async ({ page, open }) => {
  await show(page, open, { paste: 'tcp-connect.json', fragment: '#/fault/tcp-connect' });
  await page.evaluate(() => {
    document.querySelectorAll('details').forEach((details) => { details.open = false; });
    window.dispatchEvent(new Event('beforeprint'));
  });
  assert.equal(await page.locator('details:not([open])').count(), 0);
  await page.emulateMedia({ media: 'print' });
  assert.ok(!await page.getByRole('navigation', { name: 'Main' }).isVisible());
});
