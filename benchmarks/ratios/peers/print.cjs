/* Each page that is named as a PDF beside it, by one Chromium: node print.cjs BROWSER PAGE… */
"use strict";
const { pathToFileURL } = require("url");
const puppeteer = require("../../../tests/validators/node_modules/puppeteer");

const [browserPath, ...pages] = process.argv.slice(2);
(async () => {
  const browser = await puppeteer.launch({
    executablePath: browserPath, headless: true, args: ["--no-sandbox", "--disable-gpu"], timeout: 60000,
  });
  for (const file of pages) {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
    await page.pdf({ path: file.replace(/\.html$/, ".chromium.pdf"), format: "A4", tagged: true });
    await page.close();
  }
  await browser.close();
})();
