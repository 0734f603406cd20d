// Handing a case on: what is hidden is hidden in every form, a link and a file bring the case
// back, and nothing that is broken takes anything from the page.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { isAccessible, visit } from './harness.mjs';

const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };
const example = (name) => readFile(new URL(`../fixtures/examples/${name}`, import.meta.url), 'utf8');
const fixture = (name) => readFile(new URL(`../fixtures/share/${name}`, import.meta.url), 'utf8');
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());
const verdict = (page) => page.locator('.verdict h1').textContent();

/** Pastes a report and goes to what leaves of it. */
async function share(page, text) {
  await page.locator('#paste').fill(text);
  await page.getByRole('link', { name: 'Share or save' }).click();
  await page.getByRole('heading', { level: 1, name: 'Share' }).waitFor();
}

async function saved(page, name) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

async function drop(page, name, text) {
  await page.evaluate(([file, content]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], file));
    const options = { bubbles: true, cancelable: true, dataTransfer: transfer };
    document.body.dispatchEvent(new DragEvent('drop', options));
  }, [name, text]);
}

visit('names are hidden in all that leaves, and shown on request', clipboard, async ({ page, open }) => {
  await open();
  await share(page, await example('status-mismatch.json'));
  await isAccessible(page);
  const names = /agw-api|rg-api|api-pool|api-https|api-weu|3d1f9a52/;
  for (const name of ['Copy as Markdown', 'Copy as text', 'Copy the summary', 'Copy as JSON']) {
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await page.getByRole('button', { name: /^Copied/ }).first().waitFor();
    const text = await copied(page);
    assert.ok(text.length > 100, name);
    assert.doesNotMatch(text, names, name);
    await page.getByRole('button', { name: /^Copied/ }).first().waitFor({ state: 'detached' });
  }
  const json = await saved(page, 'Download JSON');
  assert.doesNotMatch(json.bytes.toString(), names);
  assert.equal(JSON.parse(json.bytes).problems[0].fault, 'status-mismatch');
  const file = await saved(page, 'Save as a file');
  assert.equal(file.name, 'case.appgw-case.json');
  assert.doesNotMatch(file.bytes.toString(), names);
  await page.getByText('Look at all of it before it leaves').click();
  assert.doesNotMatch(await page.locator('.preview pre').first().textContent(), names);

  // One switch off: this much leaves, and no more.
  await page.getByLabel('Resource names').uncheck();
  await page.getByText('agw-api').first().waitFor();
  const shown = (await saved(page, 'Save as a file')).bytes.toString();
  assert.match(shown, /agw-api/);
  assert.doesNotMatch(shown, /api-weu|3d1f9a52/);
});

visit('a link brings the case back in another tab', clipboard, async ({ page, open, newTab }) => {
  await open();
  await page.locator('#paste').fill(await example('status-mismatch.json'));
  const said = await verdict(page);
  await page.getByRole('link', { name: 'Share or save' }).click();
  assert.doesNotMatch(page.url(), /c1:/);
  await page.getByRole('button', { name: 'Make a link' }).click();
  await page.getByText(/The link has [\d,]+.characters/).first().waitFor();
  assert.doesNotMatch(page.url(), /c1:/);
  await page.getByRole('button', { name: 'Copy the link' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  const link = await copied(page);
  assert.match(link, /#c1:[\w-]+$/);
  assert.ok(link.length < 2000, `${link.length}`);

  const other = await newTab();
  await other.open(new URL(link).hash);
  await other.page.locator('.verdict').waitFor();
  assert.equal(await verdict(other.page), said);
  assert.doesNotMatch(other.page.url(), /c1:/);
  await other.page.getByText(/HOST-\d+\.azurewebsites\.net/).first().waitFor({ state: 'attached' });
});

visit('an old link opens as ever', {}, async ({ page, open }) => {
  await open((await fixture('link-c1.txt')).trim());
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.match(page.url(), /#\/fault\/status-mismatch$/);
});

visit('a damaged or later link says so and takes nothing', {}, async ({ page, open }) => {
  await open();
  await page.locator('#paste').fill('No results.');
  await page.locator('.verdict').waitFor();
  const whole = (await fixture('link-c1.txt')).trim();
  for (const [link, says] of [
    [whole.slice(0, 700), /damaged/],
    [`${whole.slice(0, 300)}x${whole.slice(301)}`, /damaged/],
    ['#c2:AAAA', /later version/],
    ['#c1:', /damaged/],
    ['#c0:AAAA', /damaged/],
    ['#C1:AAAA', /damaged.*capitals/],
  ]) {
    await page.evaluate((fragment) => { location.hash = fragment; }, link);
    await page.getByRole('alert').filter({ hasText: says }).waitFor();
    assert.equal(await page.locator('#paste').inputValue(), 'No results.');
    assert.doesNotMatch(page.url(), /c\d:/);
  }
  // A sound one asks first.
  await page.evaluate((fragment) => { location.hash = fragment; }, whole);
  await page.getByRole('button', { name: 'Keep what is here' }).click();
  assert.equal(await page.locator('#paste').inputValue(), 'No results.');
  await page.evaluate((fragment) => { location.hash = fragment; }, whole);
  await page.getByRole('button', { name: 'Open the saved case' }).click();
  await page.waitForURL(/#\/fault\/status-mismatch$/);
});

visit('a passphrase opens the case, a wrong one gives nothing', clipboard, async ({ page, open, newTab }) => {
  await open();
  await share(page, await example('tcp-connect.json'));
  await page.getByLabel('Passphrase (optional)').fill('correct horse');
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  const file = await saved(page, 'Save as a file');
  const sealed = JSON.parse(file.bytes);
  assert.equal(sealed.schema, 'appgw-doctor/sealed-case/1');
  assert.ok(sealed.rounds >= 600_000);
  assert.doesNotMatch(file.bytes.toString(), /tcp|HOST|240\./);

  const other = await newTab();
  await other.open(new URL(link).hash);
  await other.page.getByLabel('Passphrase', { exact: true }).fill('wrong horse');
  await other.page.getByRole('button', { name: 'Open', exact: true }).click();
  await other.page.getByText('That does not open it.').waitFor();
  assert.equal(await other.page.locator('.verdict').count(), 0);
  await isAccessible(other.page);
  await other.page.getByLabel('Passphrase', { exact: true }).fill('correct horse');
  await other.page.getByRole('button', { name: 'Open', exact: true }).click();
  await other.page.getByRole('heading', { level: 1, name: "No TCP connection to the server's port" }).waitFor();

  await other.page.getByRole('button', { name: 'Start over' }).click();
  await drop(other.page, file.name, file.bytes.toString());
  await other.page.getByLabel('Passphrase', { exact: true }).fill('correct horse');
  await other.page.getByRole('button', { name: 'Open', exact: true }).click();
  await other.page.getByRole('heading', { level: 1, name: "No TCP connection to the server's port" }).waitFor();
});

visit('the question for a passphrase outlives a reload, and nothing else does once it is answered', {}, async ({ page, open, expectRequests }) => {
  await open();
  await share(page, await example('tcp-connect.json'));
  await page.getByLabel('Passphrase (optional)').fill('correct horse');
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  await page.evaluate((fragment) => { location.hash = fragment; }, new URL(link).hash);
  const field = page.getByLabel('Passphrase', { exact: true });
  await field.waitFor();
  await page.waitForFunction(() => 'appgw-doctor.locked' in sessionStorage);
  expectRequests();
  await page.reload();
  await page.waitForSelector('html[data-ready]');
  await field.fill('correct horse');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('button', { name: 'Open the saved case' }).waitFor();
  await page.waitForFunction(() => !('appgw-doctor.locked' in sessionStorage));
});

visit('a saved case is dropped in, and a damaged one told', {}, async ({ page, open }) => {
  await open();
  await share(page, await example('tcp-connect.json'));
  const { bytes } = await saved(page, 'Save as a file');
  await page.getByRole('link', { name: 'Results' }).first().click();
  await page.getByRole('button', { name: 'Start over' }).click();
  await drop(page, 'broken.appgw-case.json', bytes.toString().replace('"sources": [', '"sources": [,'));
  await page.getByRole('alert').filter({ hasText: 'line 3' }).waitFor();
  await drop(page, 'case.appgw-case.json', bytes.toString());
  await page.getByRole('heading', { level: 1, name: "No TCP connection to the server's port" }).waitFor();
});

visit('a large case is offered as a file', {}, async ({ page, open }) => {
  await open();
  // Addresses without a pattern, so that they pack badly.
  const mixed = (index) => Math.imul(index, 2654435761) >>> 8;
  const row = (_, index) => ({ address: `10.${mixed(index) >> 16 & 255}.${mixed(index) >> 8 & 255}.${mixed(index) & 255}`, health: 'Unhealthy', healthProbeLog: 'Cannot connect to backend server.' });
  await share(page, JSON.stringify({ backendAddressPools: [{ backendHttpSettingsCollection: [{ servers: Array.from({ length: 4000 }, row) }] }] }));
  await page.getByRole('button', { name: 'Make a link' }).click();
  await page.getByText('save the case as a file instead').waitFor();
});

/** Gives a report of more than 1 MB as a file, and goes to what leaves of it. */
async function shareLarge(page) {
  const row = (_, index) => ({ address: `10.2.${index >> 8}.${index & 255}`, health: 'Unhealthy', healthProbeLog: `Cannot connect to backend server. ${'x'.repeat(400)}` });
  const large = JSON.stringify(Array.from({ length: 3_000 }, row));
  await page.setInputFiles('#files', { name: 'contoso-rows.json', mimeType: 'application/json', buffer: Buffer.from(large) });
  await page.getByRole('link', { name: 'Share or save' }).click();
  await page.getByRole('heading', { level: 1, name: 'Share' }).waitFor();
}

visit('a large case is written anew beside the page, and can be stopped', {}, async ({ page, open, newTab }) => {
  await open();
  await shareLarge(page);
  await page.getByRole('progressbar', { name: /^Writing the case of 1\.\d.MB anew/ }).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  const again = page.getByRole('button', { name: 'Write it anew' });
  await again.waitFor();
  assert.ok(await again.evaluate((element) => element === document.activeElement));
  await isAccessible(page);
  await again.click();
  await page.getByRole('button', { name: 'Make a link' }).waitFor();
  await page.getByText('IP addresses (3000)').waitFor();
  const file = (await saved(page, 'Save as a file')).bytes.toString();
  assert.doesNotMatch(file, /10\.2\.|contoso/);
  assert.match(file, /240\.0\./);
  // Another class shown: it is written once more, and the switch keeps its place.
  await page.getByLabel('IP addresses').uncheck();
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  assert.match((await saved(page, 'Save as a file')).bytes.toString(), /10\.2\.11\.183/);
  const other = await newTab();
  await other.open(new URL(link).hash);
  await other.page.getByText('Rows 1 to 100 of 3000').waitFor();
});

visit('without a worker the page asks before it writes a large case anew', {}, async ({ page, open }) => {
  await page.addInitScript(() => { delete globalThis.Worker; });
  await open();
  await shareLarge(page);
  await page.getByText('in which the page does not answer').waitFor();
  await page.getByRole('button', { name: 'Write it anew' }).click();
  await page.getByText('IP addresses (3000)').waitFor();
});

visit('no name is left in any form, on paper, in the title or in the address', clipboard, async ({ page, open }) => {
  const base = '/subscriptions/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0/resourceGroups/rg-zqx/providers/Microsoft.Network/applicationGateways/agw-zqx';
  const setting = { name: 'set.zqx', id: `${base}/backendHttpSettingsCollection/set.zqx`, port: 443, protocol: 'Https', hostName: 'www.zqx-shop.com' };
  const message = 'Cannot connect to backend server set.zqx of Zqx Ltd. Ask kim@zqx.example, +49 151 2345678, /zqx/health, 10.77.8.9.';
  await open();
  await page.locator('#paste').fill(JSON.stringify([
    { type: 'Microsoft.Network/applicationGateways', id: base, name: 'agw-zqx', sku: { tier: 'Standard_v2' }, tags: { terraform: 'zqx' },
      backendAddressPools: [{ name: 'pool zqx', backendAddresses: [{ ipAddress: '10.77.8.9' }] }],
      backendHttpSettingsCollection: [setting],
      httpListeners: [{ name: 'lis-zqx', hostNames: ['*.zqx.com'], protocol: 'Https' }],
      requestRoutingRules: [{ name: 'rule-zqx', httpListener: { name: 'lis-zqx' }, backendAddressPool: { name: 'pool zqx' }, backendHttpSettings: { name: 'set.zqx' } }] },
    { backendAddressPools: [{ backendAddressPool: { id: `${base}/backendAddressPools/pool zqx` }, backendHttpSettingsCollection: [{ backendHttpSettings: setting,
      servers: [{ address: '10.77.8.9', health: 'Unhealthy', healthProbeLog: message }] }] }] },
  ]));
  await page.getByRole('link', { name: /^See all/ }).first().click();
  await page.locator('.step').first().waitFor();
  await page.evaluate(() => { location.hash = '#/share'; });
  await page.getByRole('heading', { level: 1, name: 'Share' }).waitFor();
  const clean = (text, what) => assert.doesNotMatch(text, /zqx|10\.77\.|0f1e2d3c|kim@|2345678/i, what);
  for (const name of ['Copy as Markdown', 'Copy as text', 'Copy the summary', 'Copy as JSON']) {
    await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await page.getByRole('button', { name: /^Copied/ }).waitFor();
    const text = await copied(page);
    assert.match(text, /GATEWAY-1/, name);
    clean(text, name);
    await page.getByRole('button', { name: /^Copied/ }).waitFor({ state: 'detached' });
  }
  clean((await saved(page, 'Save as a file')).bytes.toString(), 'file');
  await page.getByText(/^Picture: /).first().click();
  clean((await saved(page, /^Save as SVG/)).bytes.toString(), 'SVG');
  // A bitmap may carry text beside its picture: this one has no such part.
  const png = (await saved(page, /^Save as PNG/)).bytes;
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    assert.match(png.toString('latin1', at + 4, at + 8), /^(IHDR|sRGB|sBIT|pHYs|IDAT|IEND)$/);
  }
  clean(await page.title(), 'title');
  clean(page.url(), 'address');
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.getByText('Something is wrong').first().waitFor();
  clean(await page.evaluate(() => document.body.innerText), 'paper');
  await page.emulateMedia({ media: 'screen' });

  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  await page.evaluate((fragment) => { location.hash = fragment; }, new URL(link).hash);
  await page.getByRole('button', { name: 'Open the saved case' }).click();
  await page.getByRole('heading', { name: 'Something is wrong' }).or(page.locator('.step').first()).first().waitFor();
  await page.waitForFunction(() => sessionStorage['appgw-doctor.case']?.includes('GATEWAY-1'));
  clean(await page.evaluate(() => sessionStorage['appgw-doctor.case']), 'link');
  clean(await page.content(), 'page');
});

visit('secrets in a paste go at once, and the page says so', {}, async ({ page, open }) => {
  await open();
  const text = await fixture('template_with_secrets.json');
  await page.locator('#paste').fill(text);
  await page.getByRole('heading', { name: 'Private key removed' }).waitFor();
  await page.getByText('A password, key or token was in what you pasted').first().waitFor();
  await page.waitForFunction(() => sessionStorage['appgw-doctor.case']?.includes('agw-shop'));
  for (const secret of ['Winter-4711', 'aB3dE5fG7hI9jK1', /"data": "(.{40})/.exec(text)[1]]) {
    assert.ok(text.includes(secret));
    assert.ok(!(await page.locator('#paste').inputValue()).includes(secret), secret);
    assert.ok(!(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).includes(secret), secret);
  }
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.locator('#paste').fill('curl -H "Authorization: Bearer q1w2e3r4t5z6u7i8o9p0" https://www.contoso.com/health');
  await page.getByRole('heading', { name: 'Secret removed' }).waitFor();
  assert.doesNotMatch(await page.locator('#paste').inputValue(), /q1w2e3/);
});

visit('a picture is saved as SVG and as PNG', {}, async ({ page, open }) => {
  await open();
  await share(page, await example('status-mismatch.json'));
  await page.getByText(/^Picture: /).first().click();
  const svg = (await saved(page, /^Save as SVG/)).bytes.toString();
  assert.match(svg, /^<svg [^]*<\/svg>\s*$/);
  assert.doesNotMatch(svg, /agw-api|api-weu/);
  const png = (await saved(page, /^Save as PNG/)).bytes;
  assert.deepEqual([...png.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  assert.ok(width > 800 && height > 200, `${width} x ${height}`);
  // Not one colour alone: something is drawn.
  const colours = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const seen = new Set();
    for (let at = 0; at < data.length; at += 4) seen.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
    return seen.size;
  }, png.toString('base64'));
  assert.ok(colours > 10, `${colours}`);
});

visit('a print of the results says that names are shown', {}, async ({ page, open }) => {
  await open();
  await page.locator('#paste').fill(await example('status-mismatch.json'));
  await page.locator('.verdict').waitFor();
  const note = page.getByText('This print shows names');
  assert.ok(!(await note.isVisible()));
  await page.emulateMedia({ media: 'print' });
  assert.ok(await note.isVisible());
  await page.emulateMedia({ media: 'screen' });
  await page.getByRole('link', { name: 'Share or save' }).click();
  await page.getByText('Every other view prints as it is on the screen').waitFor();
  await page.emulateMedia({ media: 'print' });
  assert.equal(await note.count(), 0);
});

visit('on paper there is the report alone', {}, async ({ page, open }) => {
  await open();
  await share(page, await example('status-mismatch.json'));
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.getByText('Something is wrong').first().waitFor();
  assert.ok(await page.locator('.report-text pre').isVisible());
  assert.ok(await page.locator('.share .drawing').first().isVisible());
  assert.ok(!(await page.getByRole('checkbox').first().isVisible()));
  assert.ok(!(await page.getByRole('button', { name: 'Make a link' }).isVisible()));
});
