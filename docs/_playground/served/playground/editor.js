// The editor: the reader's own strategy, run by relkit in the worker.

import { patch } from "./patch.js";

export class Editor {
  #isRunning = false;

  /** `run(code)` gives HTML or a problem; `speak(words)` tells those who listen. */
  constructor(place, snippets, run, speak) {
    const find = (id) => place.querySelector(`#${id}`);
    this.code = find("pg-code");
    this.output = find("pg-mine");
    this.button = find("pg-run");
    this.run = run;
    this.speak = speak;
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
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.button.ariaDisabled = "true"; // really disabled, it would lose the keyboard
    const { mine, problem } = await this.run(this.code.value);
    this.button.ariaDisabled = "false";
    this.#isRunning = false;
    if (problem) this.#complain(problem);
    else patch(this.output, mine);
    const brief = this.output.querySelectorAll(".pg-error, h3, article > p");
    this.speak([...brief].map((part) => part.textContent).join(": "));
  }

  #complain(problem) {
    const box = document.createElement("pre");
    box.className = "pg-error";
    box.textContent = problem;
    patch(this.output, box.outerHTML);
  }
}
