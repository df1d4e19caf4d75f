// Runs relkit: Python by Pyodide, in a worker of its own, so that the page never waits.
// The page sends {id, text}, a question as JSON; back comes {id, text}, the answer as JSON.
// Everything is fetched from where this file lies, and from nowhere else.
import { loadPyodide } from "./runtime/pyodide.mjs";

const here = (name) => new URL(name, import.meta.url);
const asPublished = globalThis.fetch;

/** Whoever asks for a packed file, Pyodide too, gets what is in it. */
globalThis.fetch = async (...asked) => {
  const response = await asPublished(...asked);
  if (!response.ok || !response.url.endsWith(".packed")) return response;
  return new Response(response.body.pipeThrough(new DecompressionStream("gzip")));
};

async function bytes(name) {
  const response = await fetch(here(name));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function start() {
  const runtime = JSON.parse(new TextDecoder().decode(await bytes("runtime.json")));
  postMessage({ progress: "Loading Python …" });
  const wheels = runtime.wheels.map((name) => bytes(`runtime/${name}`));
  const sources = runtime.modules.map((name) => bytes(`python/playground/${name}`));
  const python = await loadPyodide({
    indexURL: here("runtime/").href,
    stdLibURL: here("runtime/python_stdlib.zip.packed").href,
    lockFileContents: runtime.lock, // it names no package, so that none is ever asked for elsewhere
  });
  postMessage({ progress: "Loading relkit …" });
  for (const wheel of await Promise.all(wheels)) python.unpackArchive(wheel, "wheel");
  python.FS.mkdir("playground");
  for (const [place, source] of (await Promise.all(sources)).entries()) {
    python.FS.writeFile(`playground/${runtime.modules[place]}`, source);
  }
  return python.runPython("from playground import answer; answer");
}

try {
  const answer = await start();
  onmessage = ({ data: { id, text } }) => postMessage({ id, text: answer(text) });
  postMessage({ ready: true });
} catch (fault) {
  postMessage({ failed: String(fault) });
}
