// Opens the report in Chromium as a person would, wide and narrow, light and dark, by keyboard and
// pointer, and prints what is wrong as one JSON list. What it needs (playwright-core, axe-core)
// it takes from the folder of the second argument; a third one gets a picture of every page.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

const [, , origin, tools, pictures] = process.argv;
const require = createRequire(path.join(tools, "package.json"));
const { chromium } = require("playwright-core");
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const QUIET = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
  "--disable-background-networking", "--disable-component-update",
];
const faults = [];
const seen = { pages: 0, backs: new Set() };
let where = "";
const report = (what) => faults.push(`${where}: ${what}`);
const check = (holds, what) => holds || report(what);

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: QUIET });

async function opened(width, scheme) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  page.on("pageerror", (error) => report(`script error: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && report(message.text()));
  page.on("dialog", (dialog) => { report(`a name ran: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => {
    if (!request.url().startsWith(origin)) report(`asks for ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && !response.url().endsWith("/favicon.ico")) {
      report(`${response.status()} for ${response.url()}`);
    }
  });
  return { context, page };
}

async function look(page, name) {
  seen.pages += 1;
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(wide <= 0, `scrolls sideways by ${wide} px`);
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  for (const { id, nodes } of found.violations) {
    report(`${id} at ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  }
  if (pictures) {
    const file = path.join(pictures, `${name}.png`);
    await page.screenshot({ path: file, fullPage: true, scale: "css" });
  }
}

// Every page of the sample in every look, and those with hostile names in the narrowest: no fault of
// accessibility, nothing loaded, nothing beside the screen.
const LOOKS = [
  ["sample", 1280, "light"], ["sample", 1280, "dark"], ["sample", 390, "light"],
  ["sample", 390, "dark"], ["hostile", 390, "dark"],
];
for (const [folder, width, scheme] of LOOKS) {
  const { context, page } = await opened(width, scheme);
  where = `${folder}/index.html (${width} px, ${scheme})`;
  await page.goto(`${origin}/${folder}/index.html`);
  await look(page, `${folder}-index-${width}-${scheme}`);
  const back = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  seen.backs.add(`${scheme} ${back}`);
  const links = await page.locator("main a").evaluateAll((all) => all.map((one) => one.href));
  check(links.length > 0, "has no link");
  for (const link of new Set(links)) {
    const name = link.split("/").at(-1);
    where = `${folder}/${name} (${width} px, ${scheme})`;
    await page.goto(link);
    await look(page, `${folder}-${name.replace(".html", "")}-${width}-${scheme}`);
    const drawn = await page.locator("svg:visible").count();
    check(drawn >= 3, `shows ${drawn} pictures`);
  }
  await context.close();
}
check(seen.backs.size === 2, `light and dark look alike: ${[...seen.backs]}`);

// By pointer: a click on a head sorts, another the other way round; a link leads there and back.
where = "by pointer";
{
  const { context, page } = await opened(1280, "light");
  await page.goto(`${origin}/hostile/index.html`);
  const sorted = page.locator("table[data-sorts]");
  const leads = () => sorted.locator("tbody td.number").evaluateAll(
    (cells) => cells.map((cell) => Number(cell.dataset.value)),
  );
  const before = await leads();
  await sorted.getByRole("button", { name: "lead in points" }).click();
  const rising = [...before].sort((a, b) => a - b);
  check(JSON.stringify(await leads()) === JSON.stringify(rising), "the leads do not rise");
  await sorted.getByRole("button", { name: "lead in points" }).click();
  check(JSON.stringify(await leads()) === JSON.stringify(rising.reverse()), "they do not fall");
  const head = sorted.getByRole("columnheader", { name: "lead in points" });
  check(await head.getAttribute("aria-sort") === "descending", "aria-sort does not tell");
  const first = sorted.locator("tbody a").first();
  const name = (await first.textContent()).trim();
  await first.click();
  check((await page.locator("h1").textContent()).trim() === name, "the link led elsewhere");
  await page.getByText("As text").first().click();
  check(await page.locator("details pre").first().isVisible(), "the text stays closed");
  await page.getByRole("link", { name: "All relationships" }).click();
  check(page.url().endsWith("/index.html"), "there is no way back");
  await context.close();
}

// By keyboard alone: reach a head, sort by Enter and by Space, reach a link, follow it.
where = "by keyboard";
{
  const { context, page } = await opened(1280, "light");
  await page.goto(`${origin}/hostile/index.html`);
  const tabTo = async (holds) => {
    for (let press = 0; press < 80; press += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(holds)) return true;
    }
    return false;
  };
  const onHead = () => document.activeElement?.matches("th button");
  check(await tabTo(onHead), "no head can be reached");
  const head = page.locator("th:has(button:focus)");
  await page.keyboard.press("Enter");
  check(await head.getAttribute("aria-sort") === "ascending", "Enter does not sort");
  await page.keyboard.press("Space");
  check(await head.getAttribute("aria-sort") === "descending", "Space does not sort");
  const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  check(ring === "solid", "the focus cannot be seen");
  const onLink = () => document.activeElement?.matches("table[data-sorts] tbody a");
  check(await tabTo(onLink), "no link can be reached");
  await page.keyboard.press("Enter");
  await page.waitForURL(/party-\d+\.html$/);
  await context.close();
}

// Without script the pages say the same.
where = "without script";
{
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${origin}/hostile/index.html`);
  check(await page.locator("table[data-sorts] tbody tr").count() > 0, "the table is empty");
  check(await page.locator("th button").count() === 0, "a button does nothing");
  await context.close();
}

// The picture in the documentation: the index of the sample, before any hostile name came.
if (pictures) {
  const context = await browser.newContext({ viewport: { width: 860, height: 560 } });
  const page = await context.newPage();
  await page.goto(`${origin}/sample/index.html`);
  await page.screenshot({ path: path.join(pictures, "practice-crm.png") });
  await context.close();
}

await browser.close();
console.log(JSON.stringify({ faults, pages: seen.pages }));
