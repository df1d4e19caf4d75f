// The rows of traits: what was observed, and what the reader states.
// A statement is a record like the others, so it is shared, listed and removed like them.

import { put } from "./patch.js";

const STEPS = 10;

export const isStatement = (record, trait) =>
  record.event === "statement" && record.by === "you" && record.trait === trait;

export class Traits {
  /** `stated(trait, counts or null, isOver)` is told what the reader moves, and when the move is over. */
  constructor(list, known, stated) {
    this.known = known;
    this.rows = new Map();
    for (const row of list.children) {
      const name = row.dataset.trait;
      const [box, slider] = row.querySelectorAll("input");
      this.rows.set(name, { row, box, slider });
      const state = (isOver) => stated(name, box.checked ? this.#counts(name) : null, isOver);
      box.addEventListener("change", () => {
        slider.disabled = !box.checked;
        state(true);
      });
      slider.addEventListener("input", () => state(false));
      slider.addEventListener("change", () => state(true));
    }
  }

  /** Show what relkit read of each trait, and what the records state. */
  show(readings, records) {
    for (const [name, { row, box, slider }] of this.rows) {
      const { share, counts, points } = readings[name];
      row.classList.toggle("pg-unknown", share === null);
      row.classList.toggle("pg-left", share !== null && share < 0.5);
      row.style.setProperty("--at", `${((share ?? 0.5) * 100).toFixed(1)}%`);
      put(row.querySelector(".pg-counts"), "textContent", counts);
      put(row.querySelector(".pg-points"), "textContent", `${points} points`);
      const said = records.find((record) => isStatement(record, name));
      put(box, "checked", said !== undefined);
      put(slider, "disabled", said === undefined);
      if (said) put(slider, "value", String(Math.round((STEPS * said.pro) / (said.pro + said.con))));
      this.#speak(name, slider);
    }
  }

  #counts(name) {
    const { slider } = this.rows.get(name);
    const { counts } = this.known[name];
    this.#speak(name, slider);
    const pro = Math.round((counts * slider.value) / STEPS);
    return { pro, con: counts - pro };
  }

  #speak(name, slider) {
    const [left, right] = this.known[name].poles;
    const away = slider.value - STEPS / 2;
    const words = away === 0 ? "in the middle" : `${Math.abs(away)} of 5 towards ${away < 0 ? left : right}`;
    put(slider, "ariaValueText", words);
  }
}
