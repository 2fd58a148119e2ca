/* One Node and at most two Chromiums for all browser checks: a request a line in, an answer a line out.
 *   {"do": "ace", "path": BOOK, "work": FOLDER}           -> {"report": Ace's report}
 *   {"do": "axe", "path": PAGE}                           -> {"violations": [axe's]}
 *   {"do": "screenshot", "path": PAGE, "into": PNG, "width": …, "height": …} -> {}
 *   {"do": "browser"}                                     -> {"path": the browser's}
 * A request that fails answers {"error": text}. Ace's runner opens a browser for each book; here it
 * keeps the first, which halves the time of a book.
 * The browser is $CHROMIUM; else, on Linux, the one in the npm package @sparticuz/chromium, the same on
 * every machine and to be had where the system sells it as a snap; else the system's.
 * The sandbox is off: Chromium refuses to start with it as root, and it shows only our own files.
 */
"use strict";
const answers = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr); // Ace talks on stdout

const fs = require("fs");
const path = require("path");
const readline = require("readline");
const { inspect } = require("util");
const zlib = require("zlib");
const { pathToFileURL } = require("url");

process.env.PUPPETEER_EXECUTABLE_PATH = process.env.CHROMIUM || (process.platform === "linux" && process.arch === "x64" ? unpacked() : onPath());
process.env.ACE_TIMEOUT_INITIAL = "60000"; // not Ace's 5 s for a browser to open: the machine may be busy

const puppeteer = require("puppeteer");
const winston = require("winston");
const ace = require("@daisy/ace-core");
const runner = require("@daisy/ace-axe-runner-puppeteer");

function unpacked() {
  const packed = path.join(__dirname, "node_modules/@sparticuz/chromium/bin/chromium.br");
  const browser = packed.replace(/\.br$/, "");
  if (!fs.existsSync(browser)) {
    const part = `${browser}.${process.pid}`; // two test workers may be at it
    fs.writeFileSync(part, zlib.brotliDecompressSync(fs.readFileSync(packed)), { mode: 0o755 });
    fs.renameSync(part, browser);
  }
  return browser;
}

function onPath() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const places = process.env.PATH.split(path.delimiter).flatMap((folder) => names.map((name) => path.join(folder, name)));
  const mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  const found = [...places, mac].find(fs.existsSync);
  if (!found) throw new Error("no Chromium is installed; set CHROMIUM to the path of one");
  return found;
}

winston.configure({ silent: true });
// The packed browser has no graphics library: without --disable-gpu, 3 of 40 of its starts hung on a
// busy machine, with it 0 of 120. Ace's runner passes no flags of ours, so they go in below it.
const launch = puppeteer.launch.bind(puppeteer);
puppeteer.launch = (options) => launch({ ...options, args: ["--no-sandbox", "--disable-gpu"] });
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const once = (make) => { let made; return () => (made ??= make()); };
const launchRunner = once(runner.launch);
const closeRunner = runner.close;
runner.launch = launchRunner;
runner.close = async () => {};
let browserIsOpen = false, runnerIsOpen = false;
const browser = once(() => { browserIsOpen = true; return puppeteer.launch({ headless: true, timeout: 60000 }); });

async function open(file) {
  const page = await (await browser()).newPage();
  await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
  return page;
}

/* In the page: its fonts are there and two frames have been painted, however busy the machine is. */
async function shown() {
  await Promise.all([...document.fonts].map((face) => face.load()));
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

const VERBS = {
  async ace({ path: book, work }) {
    runnerIsOpen = true;
    const options = { cwd: work, outdir: `${work}/out`, tmpdir: `${work}/tmp` };
    const [, report] = await ace(book, options, runner);
    return { report };
  },
  async axe({ path: file }) {
    const page = await open(file);
    await page.evaluate(fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
    const result = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), TAGS);
    await page.close();
    return { violations: result.violations, passes: result.passes.length };
  },
  async screenshot({ path: file, into, width, height }) {
    const page = await open(file);
    await page.setViewport({ width, height });
    await page.evaluate(shown);
    await page.screenshot({ path: into });
    await page.close();
    return {};
  },
  async browser() {
    return { path: process.env.PUPPETEER_EXECUTABLE_PATH };
  },
};

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    let answer;
    try { answer = await VERBS[request.do](request); }
    catch (error) { answer = { error: (error && error.stack) || inspect(error) }; }
    answers(JSON.stringify(answer) + "\n");
  }
  if (runnerIsOpen) await closeRunner();
  if (browserIsOpen) await (await browser()).close();
  process.exit(0);
})();
