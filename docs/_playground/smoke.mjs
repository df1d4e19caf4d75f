// Runs the wheel in Pyodide under Node: the Python that the playground has, without a browser.
// `node smoke.mjs PLAYGROUND PROFILES EXPECTED`: the served folder of a site with its runtime, the
// program that gives the results, and what CPython gave. Both must be equal to the last character.
import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

const [, , served, profiles, expected] = process.argv;
const runtime = path.join(served, "runtime");
const about = JSON.parse(await readFile(path.join(served, "runtime.json"), "utf8"));
const bytes = async (...parts) => new Uint8Array(await readFile(path.join(...parts)));
const unpacked = async (name) => new Uint8Array(gunzipSync(await readFile(path.join(runtime, name))));
const { loadPyodide } = await import(pathToFileURL(path.join(runtime, "pyodide.mjs")));
const folder = await mkdtemp(path.join(tmpdir(), "playground-"));
const stdLibURL = path.join(folder, "python_stdlib.zip");
await writeFile(stdLibURL, await unpacked("python_stdlib.zip.packed"));
const python = await loadPyodide({ indexURL: `${runtime}/`, stdLibURL, lockFileContents: about.lock });
await rm(folder, { recursive: true });

for (const wheel of about.wheels) python.unpackArchive(await unpacked(wheel), "wheel");
python.FS.mkdir("playground");
for (const name of await readdir(path.join(served, "python", "playground"))) {
  python.FS.writeFile(`playground/${name}`, await bytes(served, "python", "playground", name));
}
python.FS.writeFile("profiles.py", await bytes(profiles));

const version = python.runPython("import sys; sys.version.split()[0]");
const got = JSON.parse(python.runPython("from profiles import results; results()"));
const wanted = JSON.parse(await readFile(expected, "utf8"));
assert.equal(got.length, 200);
assert.deepStrictEqual(got, wanted);

// The page's own questions work, and one of them takes little.
const answer = python.runPython("from playground import answer; answer");
const ask = (question) => JSON.parse(answer(JSON.stringify(question)));
const stories = JSON.parse(python.runPython(`
import json
from playground import STORIES
json.dumps([story.state.data() for story in STORIES])
`));
const took = [];
for (let round = 0; round < 40; round += 1) {
  const { records, ...story } = stories[round % stories.length];
  const said = { event: "statement", on: story.as_of, trait: "trust", pro: round, con: 40, by: "you" };
  const state = { ...story, records: [...records, said] }; // one that was never asked about
  const began = process.cpuUsage();
  const shown = ask({ ask: "show", state, before: stories[0], width: 480 });
  const { user, system } = process.cpuUsage(began);
  assert.equal(shown.problem ?? ask({ ask: "rest", state }).problem, undefined);
  if (round >= 10) took.push((user + system) / 1000);
}
took.sort((a, b) => a - b);
console.log(`Python ${version} in WebAssembly: ${got.length} seeded results equal to CPython's`);
console.log(`an answer to the page takes ${took[took.length >> 1].toFixed(0)} ms of processor time in the middle`);
