// Follows the links of a running paper in Debian's Chromium and measures every page at three widths of phones.
// Usage: node width.mjs ADDRESS [FOLDER FOR SCREENSHOTS]. Beside each page as it is, every sample page of the gallery is measured
// with a word of 200 letters and an address of 2,000 in all of its words. The exit status tells whether all was well.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [address, shots] = process.argv.slice(2);
const WIDTHS = [320, 360, 390];
const MOST = 60;
const WORD = 'Wellenbrecherverwaltung'.repeat(9).slice(0, 200);
const ADDRESS = `https://harbour.example/${'breakwater'.repeat(200)}`.slice(0, 2000);
const browser = await chromium.launch({
  executablePath: process.env.TIDINGS_TEST_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const context = await browser.newContext({ javaScriptEnabled: true, reducedMotion: 'reduce' });
const page = await context.newPage();
let problems = 0;

/** What is wider than the screen, with everything that folds opened. */
function wider() {
  for (const details of document.querySelectorAll('details')) details.open = true;
  const scrolls = (element) => element.closest('table, pre, .wide-table, .sections, textarea, select, .unseen, .skip');
  const wide = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().width > 0
    && element.getBoundingClientRect().right > innerWidth + 1 && !scrolls(element));
  return { overflow: document.documentElement.scrollWidth - innerWidth, wide: wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 120)) };
}

/** Puts a word in place of every run of text of the page, and into every field. */
function fill(word) {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (texts.nextNode()) nodes.push(texts.currentNode);
  for (const node of nodes) if (node.data.trim() && !node.parentElement.closest('script, .mark, .title, .sections, button')) node.data = word;
  for (const field of document.querySelectorAll('input:not([type=hidden], [type=checkbox], [type=radio], [type=file])')) field.value = word;
}

async function measure(name, path) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const { overflow, wide } = await page.evaluate(wider);
    if (overflow > 0 || wide.length > 0) {
      problems += 1;
      console.log(`not ok  ${name} ${path} at ${width}: ${overflow} px; ${wide.join(' | ')}`);
    }
    if (shots) {
      mkdirSync(shots, { recursive: true });
      const file = `${name} ${path.replace(/[^a-z0-9]+/gi, '-')} ${width}`.slice(0, 120).replaceAll(' ', '-');
      await page.screenshot({ path: join(shots, `${file}.png`) });
    }
  }
}

/** The pages that the present one links to. */
async function linked() {
  const links = await page.$$eval('a[href^="/"]', (anchors) => anchors.map((anchor) => anchor.getAttribute('href').split('#')[0]));
  return links.filter((link) => !link.startsWith('/feed/') && !link.startsWith('/assets/'));
}

const seen = new Set();
const kinds = new Map();
const waiting = ['/', '/search?q=harbour', `/search?q=${WORD}`, '/welcome', '/editor/publishers', '/editor/jobs', '/editor/gallery'];
while (waiting.length > 0 && seen.size < MOST) {
  const path = waiting.shift();
  // Of each kind of page a few are enough; of sample pages all are different.
  const kind = path.startsWith('/editor/gallery/') ? path : path.replace(/[0-9]+/g, '').split('?')[0];
  if (seen.has(path) || (kinds.get(kind) ?? 0) >= 4) continue;
  seen.add(path);
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  await page.goto(address + path, { waitUntil: 'domcontentloaded' });
  await measure('page', path);
  waiting.push(...await linked());
  if (!path.startsWith('/editor/gallery/')) continue;
  for (const word of [WORD, ADDRESS]) {
    await page.evaluate(fill, word);
    await measure(word === WORD ? 'word' : 'address', path);
  }
}
await browser.close();
console.log(`${seen.size} pages seen`);
if (seen.size < 30) problems += 1;
console.log(problems === 0 ? 'no page is wider than its screen' : `${problems} problems`);
process.exit(problems === 0 ? 0 : 1);
