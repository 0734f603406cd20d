// How soon the page is of use: from the start of the navigation, with nothing in the browser's cache, to a box that
// takes a paste, and to the verdict on what was pasted at once.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dist, visit } from './harness.mjs';

/** Milliseconds to the verdict, with the processor as it is. */
const GOAL = 1000;

/** Loads at most, of which the quickest counts: what else the machine does only ever adds to it. */
const TRIES = 5;

const TEXT = '[{"address":"10.0.0.4","health":"Unhealthy","healthProbeLog":"Received invalid status code: 503 in the backend server’s HTTP response. As per the health probe configuration, 200-399 is the acceptable status code. Either modify probe configuration or resolve backend issues."}]';

/** Pastes into the box the moment that it stands, and notes when that was, and when there was a verdict. */
function inAHurry(text) {
  globalThis.soon = {};
  const look = () => {
    const box = document.querySelector('#paste');
    if (box && !globalThis.soon.box) {
      globalThis.soon.box = performance.now();
      box.value = text;
    }
    if (document.querySelector('.verdict h1')) {
      globalThis.soon.verdict = performance.now();
      observer.disconnect();
    }
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
}

const places = [
  ['hosted', undefined],
  ['the single file', pathToFileURL(join(dist, 'appgw-doctor.html')).href],
];
for (const [what, at] of places) {
  for (const slower of [1, 4]) {
    let quickest;
    // A processor a quarter as quick may take longer over the verdict, but not over the box.
    const time = () => (slower > 1 ? quickest?.box : quickest?.verdict);
    // Each visit has a browser of its own, as far as its cache goes.
    for (let run = 1; run <= TRIES; run += 1) {
      const last = run === TRIES;
      visit(`usable within a second: ${what}, the processor slowed down ${slower} times, load ${run}`, {}, async ({ page, open }) => {
        if (time() <= GOAL) return;
        const session = await page.context().newCDPSession(page);
        await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
        await page.addInitScript(inAHurry, TEXT);
        await open('', { at });
        await page.waitForFunction(() => globalThis.soon.verdict);
        const soon = await page.evaluate(() => globalThis.soon);
        if (!(quickest?.verdict < soon.verdict)) quickest = soon;
        if (process.env.APPGW_DOCTOR_TELL) console.log(`${what}, ${slower}: box ${Math.round(soon.box)} ms, verdict ${Math.round(soon.verdict)} ms`);
        if (last) assert.ok(time() <= GOAL, JSON.stringify(quickest));
      });
    }
  }
}
