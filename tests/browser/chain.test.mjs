// Certificates: what is judged of them and how it is shown, keys that must not stay, OpenSSL's codes.

import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isAccessible, visit } from './harness.mjs';

const file = (name) => new URL(`../fixtures/chains/${name}`, import.meta.url);
const chain = (name) => readFile(file(name), 'utf8');

async function pasteChain(page, name) {
  await page.locator('#paste').fill(await chain(name));
  await page.locator('.chain').waitFor();
  return page.locator('.chain');
}

const fits = async (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

visit('a fault is drawn, with the same in words', {}, async ({ page, open }) => {
  await open('#/fault/tcp-connect');
  await page.locator('.drawn .picture-wide, .drawn .picture-narrow').first().waitFor({ state: 'attached' });
  assert.ok(await page.locator('.drawing-words li').count() > 3);
  await isAccessible(page);
});

visit('what is easier seen than told stands beside the picture', {}, async ({ page, open }) => {
  // The one shows what was pasted, the other only explains.
  for (const [fault, unfolded] of [['intermediate-missing', false], ['leaf-not-topmost', true]]) {
    await open(`#/fault/${fault}`);
    const beside = page.locator('.beside');
    await beside.waitFor();
    assert.equal(await beside.evaluate((details) => details.open), unfolded, fault);
    if (!unfolded) await beside.locator('summary').first().click();
    await page.locator('.drawing').nth(1).waitFor();
    assert.equal(await page.locator('.drawing').count(), 2);
    await isAccessible(page);
  }
});

visit('a chain to a private root is refused, with its fix', {}, async ({ page, open }) => {
  await open();
  const shown = await pasteChain(page, 'complete.txt');
  await shown.getByText('Refused', { exact: true }).waitFor();
  await shown.getByText('which is no public root').first().waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    shown.getByRole('button', { name: 'Download PEM of the root' }).click(),
  ]);
  assert.equal(await readFile(await download.path(), 'utf8'), await chain('contoso-root.cer'));
  await isAccessible(page);
});

visit('certificates open to their details, and issuers lead on', {}, async ({ page, open }) => {
  await open();
  const shown = await pasteChain(page, 'complete.txt');
  const certificates = shown.locator('.certificate');
  assert.equal(await certificates.count(), 3);
  await certificates.first().locator('summary').click();
  await certificates.first().getByText('app.contoso.com, www.contoso.com').waitFor();
  await certificates.first().getByText('RSA 2048').waitFor();
  await certificates.first().getByRole('button', { name: /Contoso Issuing CA/ }).press('Enter');
  await certificates.nth(1).getByText('path length').or(certificates.nth(1).getByText('keyCertSign')).first().waitFor();
  assert.ok(await certificates.nth(1).locator('summary').evaluate((it) => it === document.activeElement));
  await isAccessible(page);
});

visit('a missing intermediate and a wrong order are told', {}, async ({ page, open }) => {
  await open();
  const shown = await pasteChain(page, 'intermediate-missing.txt');
  await shown.getByRole('link', { name: /intermediate/i }).first().waitFor();
  await page.locator('#paste').fill(await chain('leaf-not-topmost.pem'));
  await shown.getByText('it must come first').first().waitFor();
  await shown.locator('section').getByText('1, 0, 2').waitFor();
});

visit('an expired certificate tells for how long', {}, async ({ page, open }) => {
  await open();
  const shown = await pasteChain(page, 'expired.txt');
  await shown.locator('.certificate summary').first().click();
  await shown.locator('.certificate').first().getByText(/expired \d+ days ago/).waitFor();
});

visit('a chain fits a phone, in both themes', { viewport: { width: 320, height: 700 }, colorScheme: 'dark' }, async ({ page, open }) => {
  await open();
  const shown = await pasteChain(page, 'complete.txt');
  await shown.locator('.certificate summary').first().click();
  assert.ok(await fits(page));
  await isAccessible(page);
  await page.emulateMedia({ colorScheme: 'light' });
  await isAccessible(page);
  await page.evaluate(() => { location.hash = '#/openssl'; });
  await page.locator('.codes').waitFor();
  assert.ok(await fits(page));
});

visit('a private key is cut out and stays nowhere', {}, async ({ page, open }) => {
  await open();
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const body = privateKey.split('\n').filter((line) => line && !line.startsWith('-----'));
  const text = `# exported\n${privateKey}\n${await chain('contoso-root.cer')}`;
  const remains = () => page.evaluate((lines) => {
    const texts = [
      document.documentElement.outerHTML,
      ...[...document.querySelectorAll('textarea, input')].map((field) => field.value),
      JSON.stringify(localStorage), JSON.stringify(sessionStorage), location.href, document.title,
    ];
    return lines.filter((line) => texts.some((one) => one.includes(line)));
  }, body);

  await page.locator('#paste').fill(text);
  const notice = page.getByRole('alert', { name: 'Private key removed' });
  await notice.getByText('replace the key').waitFor();
  assert.ok(await notice.evaluate((it) => it === document.activeElement));
  assert.deepEqual(await remains(), []);
  assert.ok((await page.locator('#paste').inputValue()).includes('[private key removed]'));
  await isAccessible(page);

  await page.getByRole('link', { name: 'Show paste 1' }).click();
  await page.locator('.lines').waitFor();
  assert.deepEqual(await remains(), []);
  await page.evaluate(() => { location.hash = '#/'; });
  await page.locator('#paste').press('End');
  await page.keyboard.type(' more');
  await page.waitForTimeout(400);
  await notice.waitFor();
  assert.deepEqual(await remains(), []);
});

visit('every code of OpenSSL has its page', {}, async ({ page, open }) => {
  await open('#/faults');
  await page.getByRole('link', { name: /verification codes of OpenSSL/ }).click();
  assert.equal(await page.locator('ul.codes > li').count(), 105);
  await isAccessible(page);
  await page.getByRole('link', { name: /^19: / }).click();
  await page.getByRole('heading', { level: 1, name: /^OpenSSL 19: self-signed certificate in certificate chain/ }).waitFor();
  await page.getByText('OpenSSL 1.1.1 and before').waitFor();
  await isAccessible(page);
});

visit('a code in a message leads to its page', {}, async ({ page, open }) => {
  await open();
  await page.locator('#paste').fill('The validity of the backend certificate could not be verified. To find out the reason, check OpenSSL diagnostics for the message associated with error code 20');
  await page.getByRole('link', { name: /See all/ }).click();
  await page.getByRole('link', { name: /^OpenSSL 20: / }).first().click();
  await page.getByRole('heading', { level: 1, name: /^OpenSSL 20: / }).waitFor();
});

visit('without the list of public roots the trust stays open', {}, async ({ page, open, expectConsole }) => {
  expectConsole(/Failed to load resource/);
  await page.route('**/roots-*.bin', (route) => route.abort());
  await open();
  const shown = await pasteChain(page, 'complete.txt');
  await shown.getByText('could not be loaded').waitFor();
  await shown.getByText('Can\u2019t tell', { exact: true }).waitFor();
});

visit('what if: a root is added, SKU, name, time and a switch change, and the case does not', {}, async ({ page, open }) => {
  await open();
  const shown = await pasteChain(page, 'complete.txt');
  const what = shown.locator('.what-if');
  await what.locator('summary').click();
  assert.equal(await what.locator('.what-if-verdict').count(), 0);
  const verdict = what.locator('.what-if-verdict .chip');

  await what.getByLabel('At (UTC)').fill('2026-11-21T12:00:00');
  await what.getByLabel('At (UTC)').blur();
  await what.getByLabel('or a file of it').setInputFiles(file('contoso-root.cer').pathname);
  await verdict.getByText('Accepted').waitFor();
  // v1 wants the server's own certificate uploaded, not the root.
  await what.getByLabel('Generation (SKU)').selectOption('v1');
  await verdict.getByText('Refused').waitFor();
  await what.getByLabel('Generation (SKU)').selectOption('v2');
  await verdict.getByText('Accepted').waitFor();
  await what.getByLabel('Host name').fill('shop.contoso.com');
  await what.getByLabel('Host name').blur();
  await verdict.getByText('Refused').waitFor();
  await what.getByText('The gateway compares shop.contoso.com').waitFor();
  await isAccessible(page);
  await what.getByLabel('validateSNI').uncheck();
  await verdict.getByText('Accepted').waitFor();
  await what.getByLabel('At (UTC)').fill('2028-01-01T00:00:00');
  await what.getByLabel('At (UTC)').blur();
  await verdict.getByText('Refused').waitFor();
  assert.equal(await shown.locator('.problem-head .chip').textContent(), 'Refused');
  assert.ok(!(await page.locator('.verdict').textContent()).includes('2028'));

  await what.getByRole('button', { name: 'Reset' }).click();
  assert.equal(await what.locator('.what-if-verdict').count(), 0);
  assert.equal(await what.getByLabel('Host name').inputValue(), 'app.contoso.com');
});

visit('what if: a pasted root counts, a pasted key does not stay', {}, async ({ page, open }) => {
  await open();
  const shown = await pasteChain(page, 'intermediate-missing.txt');
  const what = shown.locator('.what-if');
  await what.locator('summary').click();
  const box = what.getByLabel('Add an uploaded root (PEM)');
  await box.fill(await chain('contoso-root.cer'));
  await box.blur();
  await what.getByText('1 root added.').waitFor();
  await box.fill('-----BEGIN PRIVATE KEY-----\nc2VjcmV0c2VjcmV0\n-----END PRIVATE KEY-----');
  await box.blur();
  await what.getByText('replace the key').waitFor();
  assert.equal(await box.inputValue(), '');
});
