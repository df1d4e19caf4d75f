// The page's side of the worker: asks questions, and can stop the worker and start it anew.

const LONG = 3000; // milliseconds after which the reader may want to stop it

export class Desk {
  #worker = null;
  #ready = null;
  #waiting = new Map();
  #last = 0;

  /** `busy(isLong)` is told when an answer takes long, and when it came after all. */
  constructor(busy) {
    this.busy = busy;
  }

  /** Start the worker; `progress` is told what it does. */
  start(progress) {
    this.#worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    this.#ready = new Promise((resolve, reject) => {
      this.#worker.onerror = (event) => reject(new Error(event.message || "a file is missing"));
      this.#worker.onmessage = ({ data }) => {
        if (data.progress) progress(data.progress);
        else if (data.failed) reject(new Error(data.failed));
        else if (data.ready) resolve();
        else this.#waiting.get(data.id)?.(JSON.parse(data.text));
      };
    });
    return this.#ready;
  }

  /** Ask, and give the answer; what relkit refuses comes back as {problem}. */
  async ask(question) {
    await this.#ready;
    const id = (this.#last += 1);
    const timer = setTimeout(() => this.busy(true), LONG);
    const said = await new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.postMessage({ id, text: JSON.stringify(question) });
    });
    clearTimeout(timer);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.busy(false);
    return said;
  }

  /** Stop whatever runs; who waits for an answer is told that there is none. */
  stop() {
    this.#worker.terminate();
    for (const resolve of this.#waiting.values()) resolve({ problem: "Stopped." });
  }
}
