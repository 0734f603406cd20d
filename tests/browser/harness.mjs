// What every browser test needs: the built page in Chromium, as production serves it, with two
// promises watched over during each visit: the console stays empty, and once the page has loaded
// it makes no request.
//
// `cargo xtask test` builds and serves the page, finds the browser, and says where both are;
// `cargo xtask test --only browser` does so for these tests alone.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';

/** Where the page is served. */
export const pageUrl = setting('APPGW_DOCTOR_URL');

/** The folder that the page was built into. */
export const dist = setting('APPGW_DOCTOR_DIST');

/** Milliseconds that anything on the page may take to appear. */
const PATIENCE = 30_000;

/** Milliseconds at the end of a visit in which a request that is about to be made would be. */
const AFTERMATH = 100;

/** The rules of WCAG 2.2, levels A and AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The rule of level AAA for those who ask their system for more contrast: text has 7:1. */
export const MORE_CONTRAST = ['color-contrast-enhanced'];

function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests by \`cargo xtask test --only browser\``);
  return value;
}

let browser;
after(() => browser?.close());

/**
 * A test that visits the page.
 *
 * The journey gets Playwright's `page`, not opened yet, and
 * - `open(fragment, { ready, at })` to load it (from `at`, where that is not the server) and wait
 *   until it is complete (unless `ready` is false),
 * - `newTab()` for another tab of the same browser, as its own `page` and `open`,
 * - `expectRequests()` to allow requests from here until the page has loaded once more,
 * - `expectConsole(pattern)` to name what the console will say during this visit, and has to.
 *
 * @param {string} name
 * @param {import('playwright-core').BrowserContextOptions} options size, colours and so on
 * @param {(visit: { page: import('playwright-core').Page, open: Function, newTab: Function, expectRequests: Function, expectConsole: Function }) => Promise<void>} journey
 */
export function visit(name, options, journey) {
  test(name, async () => {
    // Anew after a crash, so that it fails one test and not all that follow.
    if (!browser?.isConnected()) browser = await chromium.launch({ executablePath: setting('CHROMIUM') });
    const context = await browser.newContext(options);
    try {
      const watch = await watchOver(context);
      const newTab = async () => {
        const page = await context.newPage();
        page.setDefaultTimeout(PATIENCE);
        const open = async (fragment = '', { ready = true, at = pageUrl } = {}) => {
          // From elsewhere, because another fragment of the same page loads nothing.
          await page.goto('about:blank');
          watch.loading();
          await page.goto(at + fragment);
          if (ready) await page.waitForSelector('html[data-ready]');
        };
        return { page, open };
      };
      await journey({ ...await newTab(), newTab, expectRequests: watch.loading, expectConsole: watch.expect });
      await watch.conclude();
    } finally {
      await context.close();
    }
  });
}

/** Collects what the page says and asks for, in any tab, to be judged when the visit ends. */
async function watchOver(context) {
  const said = [];
  const expected = [];
  const late = [];
  let loaded = false;
  context.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  context.on('weberror', (error) => said.push(`uncaught: ${error.error()}`));
  context.on('page', (page) => page.on('websocket', (socket) => late.push(`WebSocket ${socket.url()}`)));
  context.on('request', (request) => {
    // What is in memory is asked of nobody: a picture on its way to PNG is such an address.
    if (loaded && !request.url().startsWith('blob:')) late.push(`${request.method()} ${request.url()}`);
  });
  // The page's own word for having loaded, passed on the moment it is given.
  await context.exposeBinding('appgwDoctorReady', () => { loaded = true; });
  await context.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.documentElement?.hasAttribute('data-ready')) return;
      observer.disconnect();
      window.appgwDoctorReady();
    }).observe(document, { attributeFilter: ['data-ready'], subtree: true });
  });
  return {
    loading: () => { loaded = false; },
    expect: (pattern) => expected.push(pattern),
    async conclude() {
      await new Promise((resolve) => { setTimeout(resolve, AFTERMATH); });
      for (const pattern of expected) {
        assert.ok(said.some((line) => pattern.test(line)), `the console did not say ${pattern}`);
      }
      const surprises = said.filter((line) => !expected.some((pattern) => pattern.test(line)));
      assert.deepEqual(surprises, [], 'the console is not empty');
      assert.deepEqual(late, [], 'the page made requests after it had loaded');
    },
  };
}

const axeSource = readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** Headings more than one level below the one before: those who go by them would look for what is between. */
export const skippedHeadings = (page) => page.evaluate(() => {
  let level = 1;
  return [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .filter((heading) => heading.checkVisibility())
    .filter((heading) => {
      const before = level;
      level = Number(heading.tagName.slice(1));
      return level > before + 1;
    })
    .map((heading) => heading.outerHTML);
});

/**
 * Controls that a finger would miss. What a label holds is as large as the label; what stands in a
 * sentence may be small.
 */
export const smallTargets = (page) => page.evaluate(() =>
  [...document.querySelectorAll('button, select, textarea, input:not([hidden]), summary')]
    .filter((control) => control.checkVisibility() && !control.matches('p button'))
    .filter((control) => {
      const { width, height } = (control.closest('label') ?? control).getBoundingClientRect();
      return Math.min(width, height) < 24;
    })
    .map((control) => control.outerHTML.slice(0, 120)));

/** Asserts that axe finds nothing wrong with the page as it stands now, by these rules or sets of rules. */
export async function isAccessible(page, rules = RULES) {
  await page.evaluate(await axeSource);
  const violations = await page.evaluate(async (rules) => {
    const results = await window.axe.run(document, { runOnly: rules, resultTypes: ['violations'] });
    return results.violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target}: ${failureSummary}`));
  }, rules);
  assert.deepEqual(violations, [], 'axe finds something');
}
