/* One Node and at most two Chromiums for all browser checks: a request a line in, an answer a line out.
 *   {"do": "ace", "path": BOOK, "work": FOLDER}           -> {"report": Ace's report}
 *   {"do": "axe", "path": PAGE}                           -> {"violations": [axe's]}
 *   {"do": "screenshot", "path": PAGE, "into": PNG, "width": …, "height": …} -> {}
 * A request that fails answers {"error": text}. Ace's runner opens a browser for each book; here it
 * keeps the first, which halves the time of a book.
 * The sandbox is off: Chromium refuses to start with it as root, and it shows only our own files.
 */
"use strict";
const answers = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr); // Ace talks on stdout

const readline = require("readline");
const { readFileSync } = require("fs");
const { pathToFileURL } = require("url");
const puppeteer = require("puppeteer");
const winston = require("winston");
const ace = require("@daisy/ace-core");
const runner = require("@daisy/ace-axe-runner-puppeteer");

winston.configure({ silent: true });
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const once = (make) => { let made; return () => (made ??= make()); };
const launchRunner = once(runner.launch);
const closeRunner = runner.close;
runner.launch = launchRunner;
runner.close = async () => {};
let browserIsOpen = false, runnerIsOpen = false;
const browser = once(() => { browserIsOpen = true; return puppeteer.launch({ headless: true, timeout: 60000, args: ["--no-sandbox"] }); });

async function open(path) {
  const page = await (await browser()).newPage();
  await page.goto(pathToFileURL(path).href, { waitUntil: "load" });
  return page;
}

const VERBS = {
  async ace({ path, work }) {
    runnerIsOpen = true;
    const options = { cwd: work, outdir: `${work}/out`, tmpdir: `${work}/tmp` };
    const [, report] = await ace(path, options, runner);
    return { report };
  },
  async axe({ path }) {
    const page = await open(path);
    await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
    const result = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), TAGS);
    await page.close();
    return { violations: result.violations, passes: result.passes.length };
  },
  async screenshot({ path, into, width, height }) {
    const page = await open(path);
    await page.setViewport({ width, height });
    await page.screenshot({ path: into });
    await page.close();
    return {};
  },
};

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    let answer;
    try { answer = await VERBS[request.do](request); }
    catch (error) { answer = { error: String((error && error.stack) || error) }; }
    answers(JSON.stringify(answer) + "\n");
  }
  if (runnerIsOpen) await closeRunner();
  if (browserIsOpen) await (await browser()).close();
  process.exit(0);
})();
