// The largest inputs: the page answers all the while, and what is on its way in can be stopped.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dist, isAccessible, visit } from './harness.mjs';
import { file, report, text } from './largest.mjs';

/** Milliseconds of processor time that the page's own code may take in one go, in which the page answers nothing. */
const BUSY = 50;

/** Milliseconds that `work` takes on a machine that holds this with room to spare; a slower one is given as much more. */
const WORK = 17;

/** Visits at most until none of what is done took too long: other work of the machine only ever adds to it. */
const TRIES = 5;

/**
 * A test that does things on the page, each by `quick(page, what, does)`, and of each asserts that the page's own code
 * did not take too long in one go.
 */
function visitQuickly(name, journey) {
  visit(name, {}, async (given) => {
    const least = {};
    const quick = async (page, what, does) => {
      least[what] = Math.min(least[what] ?? Infinity, await longest(page, what, does));
    };
    const limit = BUSY * Math.max(1, await given.page.evaluate(work) / WORK);
    const slow = () => Object.entries(least).filter(([, busy]) => busy > limit);
    for (let run = 0; run < TRIES && (run === 0 || slow().length > 0); run += 1) {
      given.expectRequests();
      await journey({ ...given, quick });
      // What was kept for a reload would be there in the next visit.
      await given.page.evaluate(() => sessionStorage.clear());
    }
    assert.deepEqual(slow(), [], 'the page did not answer for so many milliseconds');
  });
}

/** What takes the processor alone, and always as much of it: its milliseconds, the least of many, as other programs take some too. */
function work() {
  let least = Infinity;
  for (let run = 0; run < 20; run += 1) {
    const begun = performance.now();
    let sum = 1;
    for (let step = 0; step < 1e7; step += 1) sum = (sum * 31 + step) | 0;
    // What nobody asks for would not be done.
    globalThis.sum = sum;
    least = Math.min(least, performance.now() - begun);
  }
  return least;
}

/** The milliseconds of the longest task of the page's own code while something is done. */
async function longest(page, what, does) {
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'] });
  let busy;
  try {
    await does();
  } finally {
    busy = ownTasks(JSON.parse((await browser.stopTracing()).toString()));
  }
  if (process.env.APPGW_DOCTOR_TELL) console.log(`${what}: ${busy.slice(0, 3).join(', ')} ms`);
  assert.ok(busy.length > 0, `${what}: nothing was measured`);
  return busy[0];
}

/** Milliseconds of each task of the page's thread that scripts and the program took, the longest first. */
function ownTasks({ traceEvents }) {
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const own = traceEvents.filter(({ pid, tid, tdur }) => tdur && threads.some((thread) => thread.pid === pid && thread.tid === tid));
  const calls = own.filter(({ name }) => name === 'FunctionCall').sort((one, other) => one.ts - other.ts);
  const busy = own.filter(({ name }) => name === 'RunTask').map(({ pid, ts, dur }) => {
    let [until, sum] = [ts, 0];
    for (const call of calls) {
      // A call within another is a part of it.
      if (call.pid !== pid || call.ts < until || call.ts > ts + dur) continue;
      until = call.ts + call.dur;
      sum += call.tdur;
    }
    return Math.round(sum / 1000);
  });
  return busy.sort((one, other) => other - one);
}

const pick = (page, path) => page.locator('#files').setInputFiles(path);
const servers = (page) => page.getByRole('navigation', { name: 'Rows of the table' });

visitQuickly('a report of 120,000 servers keeps the page from nothing', async ({ page, open, quick }) => {
  const path = await file('report.json', report());
  await open();
  await quick(page, 'report: reading', async () => {
    await pick(page, path);
    await page.getByRole('progressbar', { name: 'Reading report.json' }).waitFor();
    await servers(page).getByText('Rows 1 to 100 of 120000').waitFor();
  });
  await quick(page, 'report: paging', async () => {
    await servers(page).getByRole('button', { name: 'Last' }).click();
    await servers(page).getByText('Rows 119901 to 120000 of 120000').waitFor();
  });
  await quick(page, 'report: sorting', async () => {
    await page.getByRole('button', { name: 'Server', exact: true }).click();
    await page.locator('th[aria-sort=ascending]').waitFor();
  });
  await quick(page, 'report: filtering', async () => {
    await page.getByLabel('Filter', { exact: true }).fill('pool-77');
    await page.getByText('1200\u{a0}servers', { exact: true }).waitFor();
  });
  await quick(page, 'report: grouping', async () => {
    await page.getByLabel('Group by').selectOption('Fault');
    await page.locator('tr.group').first().waitFor();
  });
  await quick(page, 'report: the walk', async () => {
    await page.getByRole('link', { name: /^See all/ }).first().click();
    await page.locator('.step').first().waitFor();
  });
  await page.goBack();
  await quick(page, 'report: its lines', async () => {
    await page.getByRole('link', { name: 'Show report.json' }).click();
    await page.locator('.lines .is-marked').waitFor();
  });
});

visitQuickly('a text of 200,000 lines keeps the page from nothing', async ({ page, open, quick }) => {
  await open();
  await page.evaluate((pasted) => {
    globalThis.clip = new DataTransfer();
    globalThis.clip.setData('text/plain', pasted);
  }, text());
  await quick(page, 'text: reading', async () => {
    await page.evaluate(() => {
      const event = new ClipboardEvent('paste', { clipboardData: globalThis.clip, bubbles: true, cancelable: true });
      document.querySelector('#paste').dispatchEvent(event);
    });
    await page.getByText('200003\u{a0}lines').waitFor();
    // It is kept for a reload a moment later.
    await page.waitForFunction(() => sessionStorage.getItem('appgw-doctor.case')?.length > 1_000_000);
  });
  await quick(page, 'text: its lines', async () => {
    await page.getByRole('link', { name: 'Show paste 1' }).click();
    await page.getByRole('link', { name: 'Later lines' }).click();
    await page.locator('.lines .is-marked').waitFor();
  });
});

visit('how far reading is can be seen and heard', {}, async ({ page, open }) => {
  const path = await file('report.json', report());
  await open();
  await page.evaluate(() => {
    globalThis.seen = [];
    new MutationObserver(() => {
      const bar = document.querySelector('.incoming progress');
      if (bar) globalThis.seen.push(bar.position);
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
  await pick(page, path);
  await page.locator('.incoming').getByText(/\d\s% done, \d+\ss so far/).first().waitFor();
  await servers(page).getByText('Rows 1 to 100 of 120000').waitFor();
  const seen = await page.evaluate(() => globalThis.seen);
  assert.ok(seen.every((position, index) => position >= (seen[index - 1] ?? 0)), `it goes back: ${seen}`);
  // A quick machine is done after few slices.
  assert.ok(new Set(seen).size > 1 && seen.at(-1) <= 1, `it stands still: ${seen}`);
});

visit('what is being read can be stopped, and is not lost', {}, async ({ page, open }) => {
  const path = await file('report.json', report());
  await open();
  await page.locator('#paste').fill('No results.');
  await page.getByRole('heading', { level: 1, name: 'Your account may not read backend health' }).waitFor();
  await pick(page, path);
  await page.getByRole('button', { name: 'Stop report.json' }).click();
  await page.getByText('nothing of it is used').first().waitFor();
  await page.getByRole('heading', { level: 1, name: 'Your account may not read backend health' }).waitFor();
  assert.equal(await page.locator('#paste').inputValue(), 'No results.');
  await isAccessible(page);
  await page.getByRole('button', { name: 'Read it again report.json' }).click();
  await servers(page).getByText('Rows 1 to 100 of 120000').waitFor();
});

visit('a long case comes back after a reload, and from a file', {}, async ({ page, open, expectRequests }) => {
  const row = (_, index) => ({ address: `10.2.${index >> 8}.${index & 255}`, health: 'Unhealthy', healthProbeLog: 'x'.repeat(100) });
  const path = await file('rows.json', JSON.stringify(Array.from({ length: 2000 }, row), null, 1));
  await open();
  await pick(page, path);
  await servers(page).getByText('Rows 1 to 100 of 2000').waitFor();
  await page.waitForFunction(() => sessionStorage.getItem('appgw-doctor.case')?.includes('rows.json'));
  expectRequests();
  await page.reload();
  await servers(page).getByText('Rows 1 to 100 of 2000').waitFor();
  const saved = await page.evaluate(() => sessionStorage.getItem('appgw-doctor.case'));
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.getByRole('heading', { level: 1, name: 'What does your gateway report?' }).waitFor();
  await pick(page, await file('case.appgw-case.json', saved));
  await servers(page).getByText('Rows 1 to 100 of 2000').waitFor();
  assert.deepEqual(await page.locator('.source-head strong').allTextContents(), ['rows.json']);
});

visit('a key in a long text is cut out in the other thread, too', {}, async ({ page, open }) => {
  const key = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n'.repeat(20)}-----END PRIVATE KEY-----\n`;
  const path = await file('long.txt', `${'a line\n'.repeat(20_000)}${key}No results.\n`);
  await open();
  await pick(page, path);
  await page.getByRole('heading', { name: 'Private key removed' }).waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.getItem('appgw-doctor.case')?.includes('MIIEvQ') ?? false), false);
});

visitQuickly('the single file reads long files beside itself, too', async ({ page, open, quick }) => {
  const path = await file('report.json', report());
  await open('', { at: pathToFileURL(join(dist, 'appgw-doctor.html')).href });
  await quick(page, 'the single file: reading', async () => {
    await pick(page, path);
    await page.getByRole('progressbar', { name: 'Reading report.json' }).waitFor();
    await servers(page).getByText('Rows 1 to 100 of 120000').waitFor();
  });
});
