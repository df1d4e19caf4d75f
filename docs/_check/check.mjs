// Opens every page of a built site at two widths, light and dark, and reports what is wrong:
// faults that axe-core finds, sideways scrolling, errors in scripts, and requests elsewhere. A
// wrong address is opened as well, deep in the site, and must give the page that says so.
// With a folder as second argument it leaves a picture of every page there.
import { createServer } from "node:http";
import { mkdir, readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { chromium } from "playwright-core";

const [, , site, pictures] = process.argv;
const require = createRequire(import.meta.url);
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const TYPES = {
  ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript",
  ".svg": "image/svg+xml", ".wasm": "application/wasm", ".json": "application/json",
};
const QUIET = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
  "--disable-background-networking", "--disable-component-update",
];
const WRONG = "/no/such/page.html";
const LOOKS = [
  { width: 1280, scheme: "light" }, { width: 1280, scheme: "dark" },
  { width: 390, scheme: "light" }, { width: 390, scheme: "dark" },
];

const server = createServer(async (request, response) => {
  const name = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  try {
    const body = await readFile(path.join(site, path.normalize(name)));
    response.writeHead(200, { "content-type": TYPES[path.extname(name)] ?? "text/plain" });
    response.end(body);
  } catch {
    response.writeHead(404, { "content-type": "text/html" });
    response.end(name === WRONG ? await readFile(path.join(site, "404.html")) : "");
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const origin = `http://127.0.0.1:${server.address().port}`;

const files = (await readdir(site, { recursive: true }))
  .filter((name) => name.endsWith(".html") && !name.includes("_static"))
  .concat(WRONG.slice(1))
  .sort();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: QUIET });
let faults = 0;
const report = (where, what) => {
  faults += 1;
  console.log(`${where}: ${what}`);
};

await Promise.all(LOOKS.map(async ({ width, scheme }) => {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  let where = "";
  page.on("pageerror", (error) => report(where, `script error: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith("data:")) report(where, `asks for ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && response.url() !== origin + WRONG) report(where, `${response.status()} for ${response.url()}`);
  });
  for (const name of files) {
    where = `${name} (${width} px, ${scheme})`;
    await page.goto(`${origin}/${name}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) report(where, `scrolls sideways by ${wide} px`);
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    for (const { id, impact, nodes } of found.violations) {
      report(where, `${id} (${impact}) at ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
    }
    if (pictures) {
      await mkdir(pictures, { recursive: true });
      const file = `${name.replaceAll("/", "-").replace(".html", "")}-${width}-${scheme}.png`;
      await page.screenshot({ path: path.join(pictures, file), fullPage: true });
    }
  }
  await context.close();
}));
await browser.close();
server.close();
console.log(`${files.length} pages in ${LOOKS.length} looks: ${faults} faults`);
process.exit(faults ? 1 : 0);
