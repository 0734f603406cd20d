// What other evidence than a report leads to: the access log and its codes, what comes next behind a
// fault, who owns the gateway, and how everything is collected.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { isAccessible, visit } from './harness.mjs';

const rows = await readFile(new URL('../fixtures/access_log/azure_diagnostics.json', import.meta.url), 'utf8');

const id = '/subscriptions/3d1f0c6a-5b7e-4a52-9d0e-6f8a1c2b4e70/resourceGroups/rg-web/providers/Microsoft.Network/applicationGateways/agw-web';
const part = (collection, name) => ({ id: `${id}/${collection}/${name}` });

/** A server that refuses connections, and the gateway's own configuration. */
const refused = JSON.stringify({ backendAddressPools: [{
  backendAddressPool: part('backendAddressPools', 'web'),
  backendHttpSettingsCollection: [{
    backendHttpSettings: part('backendHttpSettingsCollection', 'https'),
    servers: [{
      address: '10.1.0.4',
      health: 'Unhealthy',
      healthProbeLog: 'Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to server. Check if application is running on correct port.',
    }],
  }],
}] });

const gateway = (tags) => JSON.stringify({
  id,
  name: 'agw-web',
  type: 'Microsoft.Network/applicationGateways',
  tags,
  sku: { name: 'Standard_v2', tier: 'Standard_v2' },
  operationalState: 'Running',
  provisioningState: 'Succeeded',
  backendAddressPools: [{ ...part('backendAddressPools', 'web'), name: 'web', backendAddresses: [{ ipAddress: '10.1.0.4' }] }],
  backendHttpSettingsCollection: [{
    ...part('backendHttpSettingsCollection', 'https'),
    name: 'https',
    provisioningState: 'Succeeded',
    port: 443,
    protocol: 'Https',
    requestTimeout: 30,
    pickHostNameFromBackendAddress: true,
  }],
});

visit('rows of the access log say who answered', {}, async ({ page, open }) => {
  await open();
  await page.locator('#paste').fill(rows);
  const section = page.getByRole('region', { name: 'What the access log says' });
  const row = section.getByRole('listitem');
  await row.filter({ hasText: 'No server took it' }).waitFor();
  assert.match(await section.textContent(), /1 more are the gateway's own/);
  assert.match(await row.textContent(), /ERRORINFO_UPSTREAM_NO_LIVE, pool web-pool, setting https/);
  await isAccessible(page);

  // The walk for healthy pools begins with what the rows say.
  await section.getByRole('link', { name: /Every server is healthy/ }).click();
  await page.getByRole('heading', { level: 1, name: /Every server is healthy/ }).waitFor();
  const step = page.locator('.step', { hasText: 'Read in the access log who gave the error' });
  await step.getByText(/no server could be reached, or none was healthy/).first().waitFor({ state: 'attached' });
});

for (const colorScheme of ['light', 'dark']) {
  visit(`each code of error_info has its row, ${colorScheme}`, { colorScheme }, async ({ page, open }) => {
    await open('#/error-info');
    await page.getByRole('heading', { level: 1, name: /error_info/ }).waitFor();
    const codes = page.locator('ul.codes > li');
    const code = codes.filter({ hasText: 'ERRORINFO_UPSTREAM_TIMED_OUT' });
    assert.match(await code.textContent(), /documented/i);
    assert.ok(await codes.count() > 15);
    await isAccessible(page);
  });
}

visit('the codes fit a screen of 320 pixels', { viewport: { width: 320, height: 640 } }, async ({ page, open }) => {
  await open('#/error-info');
  await page.getByRole('heading', { level: 1, name: /error_info/ }).waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

visit('what comes next stands behind the fault that hides it', {}, async ({ page, open }) => {
  await open();
  await page.locator('#paste').fill(`${refused}\n\n${gateway({})}`);
  const next = page.locator('.problem').getByText(/picks the host name from the target/);
  await next.first().waitFor();
  // Without the setting nothing is predicted.
  await page.locator('#paste').fill(refused);
  await next.first().waitFor({ state: 'detached' });
});

visit('a gateway that something else writes says where the fix belongs', {}, async ({ page, open }) => {
  await open();
  await page.locator('#paste').fill(`${refused}\n\n${gateway({ 'managed-by-k8s-ingress': '1.7.2' })}`);
  await page.locator('.problem').waitFor();
  await page.getByRole('link', { name: /^See all \d+ steps/ }).click();
  await page.getByRole('heading', { name: 'Where the fix belongs' }).waitFor();
  await page.getByText(/written by Application Gateway Ingress Controller/).first().waitFor();
  await isAccessible(page);
});

visit('one script gathers everything, for either shell', { permissions: ['clipboard-read', 'clipboard-write'] }, async ({ page, open }) => {
  await open();
  const section = page.getByRole('region', { name: 'How to get a report' });
  await section.getByText('Everything at once').click();
  const script = section.getByLabel('The script');
  assert.match(await script.textContent(), /network application-gateway show-backend-health/);
  await section.getByRole('radio', { name: 'PowerShell' }).check();
  await script.filter({ hasText: 'Get-AzApplicationGatewayBackendHealth' }).waitFor();
  await section.getByRole('button', { name: /^Copy the script/ }).click();
  await page.getByRole('status').filter({ hasText: /^Copied/ }).waitFor({ state: 'attached' });
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied.trim(), (await script.textContent()).trim());
  const saving = page.waitForEvent('download');
  await section.getByRole('button', { name: 'Download the script' }).click();
  assert.match((await saving).suggestedFilename(), /\.ps1$/);
});
