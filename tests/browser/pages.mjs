// Opens front page, story, search and article of a running paper in Debian's Chromium at three widths, with and without JavaScript.
// Usage: node pages.mjs ADDRESS [FOLDER FOR SCREENSHOTS]. Prints one line a page; the exit status tells whether all was well.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [address, shots] = process.argv.slice(2);
const WIDTHS = [360, 768, 1280];
const browser = await chromium.launch({
  executablePath: process.env.TIDINGS_TEST_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
let problems = 0;

function check(name, holds, detail = '') {
  if (holds) return;
  problems += 1;
  console.log(`not ok  ${name} ${detail}`);
}

/** What is measured inside a page. */
function measured() {
  const box = (element) => element.getBoundingClientRect();
  const small = [...document.querySelectorAll('button, summary, input:not([type=hidden]), select')]
    .filter((element) => box(element).width > 0 && (box(element).height < 24 || box(element).width < 24));
  const wide = [...document.querySelectorAll('main *')].filter((element) => box(element).right > innerWidth + 1
    && !element.closest('table, pre, nav'));
  return {
    headings: document.querySelectorAll('h1').length,
    landmarks: ['header', 'main', 'footer'].every((name) => document.querySelector(name)),
    language: document.documentElement.lang,
    overflow: document.documentElement.scrollWidth - innerWidth,
    wide: wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 80)),
    small: small.slice(0, 3).map((element) => element.outerHTML.slice(0, 80)),
    unsized: [...document.images].filter((image) => !image.getAttribute('width') || !image.getAttribute('height')).length,
    unnamed: [...document.images].filter((image) => image.getAttribute('alt') === null).length,
    broken: [...document.images].filter((image) => image.complete && image.naturalWidth === 0).length,
    shift: window.tidingsShift ?? 0,
  };
}

async function open(context, name, path, expectations) {
  const page = await context.newPage();
  const said = [];
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) said.push(message.text()); });
  page.on('pageerror', (error) => said.push(String(error)));
  const outside = [];
  page.on('request', (request) => { if (!request.url().startsWith(address)) outside.push(request.url()); });
  const response = await page.goto(address + path, { waitUntil: 'load' });
  check(name, response.status() === 200, `answers ${response.status()}`);
  const found = await page.evaluate(measured);
  check(name, found.headings === 1, `has ${found.headings} h1`);
  check(name, found.landmarks && found.language !== '', 'lacks landmarks or a language');
  check(name, found.overflow <= 0 && found.wide.length === 0, `is wider than the screen by ${found.overflow}: ${found.wide}`);
  check(name, found.small.length === 0, `has targets below 24 px: ${found.small}`);
  check(name, found.unsized === 0 && found.unnamed === 0, `has ${found.unsized} pictures without size, ${found.unnamed} without alt`);
  check(name, found.broken === 0, `has ${found.broken} broken pictures`);
  check(name, found.shift < 0.02, `moves while it loads: ${found.shift}`);
  check(name, said.length === 0, `says ${said.join(' | ')}`);
  check(name, outside.length === 0, `asks others: ${outside}`);
  await expectations(page, name);
  if (shots) {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: join(shots, `${name.replaceAll(' ', '-')}.png`), fullPage: true });
  }
  console.log(`seen    ${name}`);
  return page;
}

const has = async (page, selector) => (await page.locator(selector).count()) > 0;

async function front(page, name) {
  check(name, (await page.locator('h3.headline').count()) >= 20, 'shows few stories');
  check(name, await has(page, '.river, [aria-labelledby=latest]'), 'has no latest river');
}

async function story(page, name) {
  for (const heading of ['Coverage', 'Timeline']) {
    check(name, await has(page, `h2:text-is("${heading}")`), `lacks ${heading}`);
  }
}

async function search(page, name) {
  check(name, await has(page, 'main form[role=search] input[name=q]'), 'has no field');
  check(name, await has(page, '.hits mark'), 'marks no word');
}

async function article(page, name) {
  for (const heading of ['In brief', 'Who says so', 'Coverage', 'Related', 'Comments']) {
    check(name, await has(page, `h2:text-is("${heading}")`), `lacks ${heading}`);
  }
  check(name, (await page.locator('.body p').first().innerText()).length > 20, 'has no text');
}

async function welcome(page, name) {
  check(name, (await page.locator('.lists input[type=checkbox]').count()) >= 12, 'offers few starter lists');
}

async function publishers(page, name) {
  check(name, (await page.locator('details.act form[action$="/access"]').count()) > 0, 'has no place for access');
}

/** With JavaScript: keys, panels by width, a citation that leads to its sentence. */
async function lively(page, width) {
  const name = `article ${width} lively`;
  const openPanels = await page.locator('details.panel[open]').count();
  check(name, width >= 1280 ? openPanels > 0 : openPanels === 0, `has ${openPanels} open panels`);
  await page.keyboard.press('?');
  await page.waitForURL('**/about#keys').catch(() => check(name, false, 'shows no help for ?'));
}

/** Without JavaScript: panels open by themselves, and a citation is a plain anchor to a marked sentence. */
async function plain(page, width) {
  const name = `article ${width} plain`;
  const panel = page.locator('details.panel').first();
  if (width < 992) await panel.locator('summary').click();
  const cite = panel.locator('a.cite').first();
  if ((await cite.count()) === 0) return;
  const place = await cite.getAttribute('href');
  await cite.click();
  check(name, page.url().endsWith(place), 'does not follow a citation');
  check(name, await page.locator(`[id="${place.slice(1)}"]`).isVisible(), 'does not show the cited sentence');
}

async function pathsOf(context) {
  const page = await context.newPage();
  await page.goto(`${address}/`);
  const storyPath = await page.locator('a[href^="/story/"]').first().getAttribute('href');
  await page.goto(address + storyPath);
  const articlePath = await page.locator('.reports a[href^="/article/"]').first().getAttribute('href');
  await page.close();
  return { storyPath, articlePath };
}

for (const javaScriptEnabled of [true, false]) {
  for (const width of WIDTHS) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled, reducedMotion: 'reduce' });
    await context.addInitScript(() => {
      window.tidingsShift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.tidingsShift += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    const { storyPath, articlePath } = await pathsOf(context);
    const kind = javaScriptEnabled ? 'script' : 'no-script';
    await open(context, `front ${width} ${kind}`, '/', front);
    await open(context, `story ${width} ${kind}`, storyPath, story);
    await open(context, `search ${width} ${kind}`, '/search?q=ferry', search);
    await open(context, `welcome ${width} ${kind}`, '/welcome', welcome);
    await open(context, `publishers ${width} ${kind}`, '/editor/publishers', publishers);
    const page = await open(context, `article ${width} ${kind}`, articlePath, article);
    await (javaScriptEnabled ? lively : plain)(page, width);
    await context.close();
  }
}
await browser.close();
console.log(problems === 0 ? 'all pages are well' : `${problems} problems`);
process.exit(problems === 0 ? 0 : 1);
