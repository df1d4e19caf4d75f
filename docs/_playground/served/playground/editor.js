// The editor: the reader's own strategy, run by relkit in the worker.

import { patch } from "./patch.js";

export class Editor {
  /** `run(code)` gives HTML or a problem. */
  constructor(place, snippets, run) {
    const find = (id) => place.querySelector(`#${id}`);
    this.code = find("pg-code");
    this.output = find("pg-mine");
    this.button = find("pg-run");
    this.run = run;
    const choice = find("pg-snippet");
    this.code.value = snippets[choice.value];
    choice.addEventListener("change", () => {
      this.code.value = snippets[choice.value];
    });
    this.button.addEventListener("click", () => this.#run());
    this.code.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.#run();
    });
  }

  async #run() {
    if (this.button.disabled) return;
    this.button.disabled = true;
    const { mine, problem } = await this.run(this.code.value);
    this.button.disabled = false;
    if (problem) this.#complain(problem);
    else patch(this.output, mine);
  }

  #complain(problem) {
    const box = document.createElement("pre");
    box.className = "pg-error";
    box.textContent = problem;
    patch(this.output, box.outerHTML);
  }
}
