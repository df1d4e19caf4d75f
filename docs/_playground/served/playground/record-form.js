// The form that makes or changes one record; its fields are those that relkit names.

const TRUTH = [["", "not said"], ["true", "yes"], ["false", "no"]];
const INPUTS = {
  amount: { type: "number", step: 0.01 },
  share: { type: "number", step: "any", min: 0, max: 1 },
  whole: { type: "number", step: 1, min: 0 },
  text: { type: "text", maxLength: 200 },
};

function options(pairs) {
  return pairs.map(([value, words]) => new Option(words, value));
}

function control(field) {
  const { name, sort, words } = field;
  if (sort === "choice" || sort === "truth") {
    const select = document.createElement("select");
    const pairs = words.map((word) => [word, word.replaceAll("_", " ")]);
    select.append(...options(sort === "truth" ? TRUTH : [["", "not said"], ...pairs]));
    select.name = name;
    return select;
  }
  const input = document.createElement("input");
  Object.assign(input, INPUTS[sort], { name });
  return input;
}

function read(sort, text) {
  if (sort === "truth") return text === "true";
  if (sort === "amount") return Math.round(Number(text) * 100); // in cents, as whole numbers
  return sort === "whole" || sort === "share" ? Number(text) : text;
}

function written(sort, value) {
  return sort === "amount" ? (value / 100).toFixed(2) : String(value);
}

export class RecordForm {
  #place = null;

  /** `events` maps each event type to its fields; `submitted(record, place)` tells if it was taken. */
  constructor(form, events, submitted) {
    this.form = form;
    this.events = events;
    this.fields = form.querySelector("#pg-fields");
    form.elements.event.addEventListener("change", () => this.#lay(form.elements.event.value));
    form.querySelector("#pg-cancel").addEventListener("click", () => {
      this.reset();
      form.elements.event.focus(); // the button goes away
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (await submitted(this.#record(), this.#place)) this.reset();
    });
    this.#lay(form.elements.event.value);
  }

  /** Begin a new record of the same sort and day. */
  reset() {
    this.#mode(null, "Add a record", "Add");
    this.#lay(this.form.elements.event.value);
  }

  /** Offer a day where none is given yet. */
  offer(day) {
    this.form.elements.on.value ||= day;
  }

  /** Change a record that is there. */
  edit(record, place) {
    this.#mode(place, "Change the record", "Change");
    this.form.elements.event.value = record.event;
    this.form.elements.on.value = record.on;
    this.#lay(record.event);
    for (const { name, sort } of this.events[record.event]) {
      const value = record[name];
      if (value !== undefined && value !== null) this.form.elements[name].value = written(sort, value);
    }
    this.form.elements.event.focus();
  }

  #mode(place, title, verb) {
    this.#place = place;
    this.form.querySelector("#pg-form-title").textContent = title;
    this.form.querySelector("#pg-add").textContent = verb;
    this.form.querySelector("#pg-cancel").hidden = place === null;
  }

  #lay(event) {
    this.fields.replaceChildren(...this.events[event].map((field) => {
      const label = document.createElement("label");
      const unit = { amount: " in USD", share: ", 0 to 1" }[field.sort] ?? "";
      label.append(`${field.name.replaceAll("_", " ")}${unit} `, control(field));
      return label;
    }));
  }

  #record() {
    const { elements } = this.form;
    const record = { event: elements.event.value, on: elements.on.value };
    for (const { name, sort } of this.events[record.event]) {
      const text = elements[name].value.trim();
      if (text !== "") record[name] = read(sort, text);
    }
    return record;
  }
}
