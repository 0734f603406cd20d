// The effective probe, and the form for a setting and its probe.

import assert from 'node:assert/strict';
import { isAccessible, visit } from './harness.mjs';

const ID = '/subscriptions/6f1c0c5e-8f0b-4f0e-9d42-6a1d5f6f7a11/resourceGroups/rg-shop/providers/Microsoft.Network/applicationGateways/agw-shop';

const GATEWAY = JSON.stringify({
  id: ID, name: 'agw-shop', operationalState: 'Running', sku: { name: 'Standard_v2', tier: 'Standard_v2', capacity: 2 },
  backendAddressPools: [{ id: `${ID}/backendAddressPools/web`, name: 'web', backendAddresses: [{ ipAddress: '10.0.0.4' }, { fqdn: 'web.contoso.com' }] }],
  backendHttpSettingsCollection: [{
    id: `${ID}/backendHttpSettingsCollection/https`, name: 'https', port: 8443, protocol: 'Https', requestTimeout: 20,
    cookieBasedAffinity: 'Disabled', pickHostNameFromBackendAddress: false, probe: null, etag: 'x',
  }],
  probes: [],
}, null, 2);

const fits = async (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

visit('what the probe really sends is a page of its own', {}, async ({ page, open }) => {
  await open();
  await page.locator('#paste').fill(GATEWAY);
  await page.getByRole('link', { name: /See all of it/ }).click();
  const values = page.locator('.probe-values');
  await values.getByText('GET https://127.0.0.1:8443/').waitFor();
  await values.getByText('4 a minute').waitFor();
  await values.getByText('120 s at most').waitFor();
  await page.getByText('--connect-to 127.0.0.1:8443:10.0.0.4:8443').waitFor();
  await page.getByText('Test-NetConnection').waitFor();
  // The other server is a name, of which the documents say different things.
  await page.getByLabel('As this server gets it').selectOption('web.contoso.com');
  await page.getByRole('heading', { name: 'Where documents disagree' }).waitFor();
  await page.getByText('fall back to the pool').waitFor();
  await isAccessible(page);
});

visit('a probe that is not there says so', {}, async ({ page, open }) => {
  await open('#/probe/7');
  await page.getByRole('heading', { name: 'There is no such probe here' }).waitFor();
});

visit('a setting can be typed in, and every value says where it comes from', {}, async ({ page, open }) => {
  await open();
  await page.locator('summary', { hasText: 'Setting and probe' }).click();
  const hint = (id) => page.locator(`#form-${id}-hint`);
  assert.match(await hint('interval').textContent(), /Default: 30/);
  await page.getByLabel('Protocol').first().selectOption('Https');
  await page.locator('#form-path').fill('healthz');
  await page.locator('#form-path').press('Tab');
  await page.getByText('probe-path-invalid').waitFor();
  // It stays open, and what is refused is kept and told.
  await page.locator('#form-setting-port').fill('70000');
  await page.locator('#form-setting-port').press('Tab');
  await hint('setting-port').getByText('from 1 to 65535').waitFor();
  assert.equal(await page.locator('#form-setting-port').inputValue(), '70000');
  await isAccessible(page);

  // What is pasted fills the rest; what was typed stays, and wins.
  await page.locator('#form-setting-port').fill('9443');
  await page.locator('#form-setting-port').press('Tab');
  await page.locator('#paste').fill(GATEWAY);
  await hint('request-timeout').getByText('Pasted: paste 1').waitFor();
  assert.equal(await page.locator('#form-request-timeout').inputValue(), '20');
  assert.equal(await page.locator('#form-setting-port').inputValue(), '9443');
  await hint('setting-port').getByText('Typed by you').waitFor();
  await page.getByText('GET healthz').first().waitFor();

  // Emptied, it is as pasted again.
  await page.locator('#form-setting-port').fill('');
  await page.locator('#form-setting-port').press('Tab');
  await hint('setting-port').getByText('Pasted: paste 1').waitFor();
  assert.equal(await page.locator('#form-setting-port').inputValue(), '8443');
});

visit('probe and form fit a phone, in the dark', { viewport: { width: 320, height: 700 }, colorScheme: 'dark' }, async ({ page, open }) => {
  await open();
  await page.locator('#paste').fill(GATEWAY);
  await page.locator('summary', { hasText: 'Setting and probe' }).click();
  assert.ok(await fits(page));
  await isAccessible(page);
  await page.getByRole('link', { name: /See all of it/ }).click();
  await page.locator('.probe-values').waitFor();
  assert.ok(await fits(page));
  await isAccessible(page);
});
