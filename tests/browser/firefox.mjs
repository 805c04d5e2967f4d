// Visits the calculator in Firefox and prints what it found. Usage: node firefox.mjs PATH-OF-FIREFOX ADDRESS VISITS

import puppeteer from "puppeteer-core";

const [, , executablePath, address, visits] = process.argv;
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
try {
  const page = await browser.newPage();
  const found = [];
  for (let visit = 0; visit < Number(visits); visit++) {
    await page.goto(address);
    await page.waitForSelector("eligibility-calculator[data-engine=ready]", { timeout: 60_000 });
    await page.click("[name=applicant][value=new]");
    await page.type("[name=csp_revenue_usd]", "900000");
    await page.waitForSelector(".result[data-verdict=not-yet-eligible]", { timeout: 20_000 });
    found.push(await page.$eval("eligibility-calculator", (calculator) => calculator.dataset.way));
    await page.waitForSelector("eligibility-calculator[data-kept]", { timeout: 20_000 });
  }
  console.log(JSON.stringify(found));
} finally {
  await browser.close();
}
