// The network around a gateway: pasted rules, routes and DNS servers answer the walk of Unknown, and
// every check has a page.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { isAccessible, visit } from './harness.mjs';

const folder = new URL('../fixtures/network/', import.meta.url);
const fixtures = async (...names) => {
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')));
  return texts.join('\n');
};

async function paste(page, text) {
  await page.locator('#paste').fill(text);
  await page.locator('.verdict').waitFor();
}

const step = (page, id) => page.locator(`#step-health-unknown-${id}`);

/** A step's state and why. */
async function stands(page, id) {
  const item = step(page, id);
  const word = await item.locator('summary .chip').textContent();
  const because = item.locator('.answer');
  return [word.trim(), (await because.count()) ? await because.first().textContent() : ''];
}

visit('the walk of Unknown answers itself from pasted rules, routes and DNS', {}, async ({ page, open }) => {
  await open();
  await paste(page, await fixtures('walk_unknown.json'));
  await page.evaluate(() => { location.hash = '#/fault/health-unknown'; });
  await page.locator('.walk').waitFor();
  for (const id of ['find-subnet', 'control-ports', 'default-route', 'bgp-default-route', 'custom-dns', 'virtual-hub']) {
    const [word, because] = await stands(page, id);
    assert.equal(word, 'Needs evidence', id);
    assert.match(because, /Paste what az network vnet subnet show --ids .* -g rg-shop -n agw-shop/, id);
  }

  await page.evaluate(() => { location.hash = '#/'; });
  await paste(page, await fixtures(
    'walk_unknown.json', 'walk_gateway.json', 'walk_nsg_blocks.json', 'route_table_cli.json', 'vnet_cli.json'));
  const check = page.locator('.checks li', { has: page.locator('code', { hasText: /^nsg-management-ports$/ }) });
  await check.waitFor();
  assert.match(await check.textContent(), /Fails.*DenyInternet \(priority 200/);
  await page.evaluate(() => { location.hash = '#/fault/health-unknown'; });
  await page.locator('.walk').waitFor();
  for (const [id, state, words] of [
    ['find-subnet', 'In order', /snet-agw.*nsg-agw.*rt-agw/],
    ['control-ports', 'Confirmed', /DenyInternet \(priority 200/],
    ['default-route', 'Confirmed', /0\.0\.0\.0\/0, user-defined, to VirtualAppliance 10\.9\.0\.4/],
    ['bgp-default-route', 'In order', /disableBgpRoutePropagation is true/],
    ['custom-dns', 'To check', /10\.9\.0\.10, 10\.9\.0\.11 are custom DNS servers/],
  ]) {
    const [word, because] = await stands(page, id);
    assert.equal(word, state, id);
    assert.match(because, words, id);
  }
  const command = step(page, 'control-ports').locator('pre', { hasText: 'nsg rule create' });
  assert.match(await command.textContent(), /-g rg-net --nsg-name nsg-agw/);
});

visit('a failing check leads to its page, with the person\u2019s names', {}, async ({ page, open }) => {
  await open();
  await paste(page, await fixtures('walk_gateway.json', 'walk_nsg_blocks.json', 'route_table_cli.json', 'vnet_cli.json'));
  await page.getByRole('link', { name: /default route of the gateway's subnet leads to the Internet/ }).click();
  await page.locator('.walk').waitFor();
  assert.equal(await page.evaluate(() => location.hash), '#/check/route-default-next-hop');
  assert.match(await page.locator('.walk .checks').textContent(), /route table rt-agw.*to VirtualAppliance/);
  const azure = page.locator('pre', { hasText: 'route-table route create' });
  assert.match(await azure.textContent(), /-g rg-net --route-table-name rt-agw -n default --address-prefix 0\.0\.0\.0\/0/);
  await page.getByRole('radio', { name: 'PowerShell' }).check();
  assert.match(await page.locator('pre', { hasText: 'Set-AzRouteConfig' }).textContent(), /-Name 'default'/);
  assert.ok(await page.locator('.sources li').count() > 0);
});

for (const colorScheme of ['light', 'dark']) {
  visit(`the page of a check is accessible, ${colorScheme}`, { colorScheme }, async ({ page, open }) => {
    await open();
    await paste(page, await fixtures('walk_gateway.json', 'walk_nsg_blocks.json'));
    await page.evaluate(() => { location.hash = '#/check/nsg-management-ports'; });
    await page.locator('.walk').waitFor();
    assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
    await isAccessible(page);
    await page.evaluate(() => { location.hash = '#/checks'; });
    await page.locator('.check-list').first().waitFor();
    await isAccessible(page);
  });
}

visit('every check has a page, which fits a narrow screen', { viewport: { width: 320, height: 640 } }, async ({ page, open }) => {
  await open('#/checks');
  const addresses = await page.locator('.check-list a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  assert.ok(addresses.length >= 29);
  for (const address of addresses) {
    await page.evaluate((fragment) => { location.hash = fragment; }, address);
    await page.locator('.walk .meta code', { hasText: address.split('/').pop() }).waitFor();
    const heading = await page.getByRole('heading', { level: 1 }).textContent();
    assert.ok((await page.title()).startsWith(heading), address);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), address);
  }
});
