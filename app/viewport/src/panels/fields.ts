// Input fields of the inspector. Each shows the document's value, proposes a new one on Enter or when left, and on bad
// input says why and puts the old value back.

import { formatNumber, parseNumber } from "../doc/boxmath";
import { h } from "../dom";

export interface Field {
  element: HTMLElement;
  /** Show `value`, unless the user is typing here. */
  show(value: string): void;
  /** Whether it can be changed; while not, it can be read and its tooltip says why. */
  enable(enabled: boolean, why: string): void;
}

/** What a text means, or why it means nothing. */
export type Parsed<T> = { value: T } | { problem: string };

/** Returns a message when the value is refused. */
export type Propose<T> = (value: T) => string | null;

export class ErrorNote {
  readonly element = h("p", { class: "field-error", testid: "field-error", role: "alert", hidden: true });
  private timer = 0;

  show(message: string): void {
    this.element.textContent = message;
    this.element.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.clear(), 8000) as unknown as number;
  }

  clear(): void {
    this.element.hidden = true;
    this.element.textContent = "";
  }
}

function enableInput(element: HTMLElement, input: HTMLInputElement | HTMLTextAreaElement, enabled: boolean, tip: string): void {
  input.readOnly = !enabled;
  input.setAttribute("aria-disabled", String(!enabled));
  if (tip) element.dataset.tip = tip;
  else delete element.dataset.tip;
}

function focused(input: HTMLElement): boolean {
  return (input.getRootNode() as Document | ShadowRoot).activeElement === input;
}

interface FieldOptions {
  testid: string;
  label: string;
  /** A short letter before the value instead of a label above. */
  prefix?: string;
  tip?: string;
  error: ErrorNote;
  placeholder?: string;
  maxLength?: number;
}

/** A one-line field: `parse` makes a value of the text or a message of why not. */
export function lineField<T>(options: FieldOptions, parse: (text: string) => Parsed<T>, propose: Propose<T>): Field {
  let shown = "";
  const input = h("input", {
    type: "text", testid: options.testid, "aria-label": options.label, spellcheck: "false", autocomplete: "off",
    placeholder: options.placeholder, maxlength: options.maxLength,
  });
  const commit = () => {
    if (input.value === shown || input.readOnly) return;
    const parsed = parse(input.value);
    const problem = "problem" in parsed ? parsed.problem : propose(parsed.value);
    if (problem) options.error.show(`${options.label}: ${problem}`);
    else options.error.clear();
    input.value = shown;
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      commit();
      input.select();
    } else if (event.key === "Escape") {
      input.value = shown;
      options.error.clear();
      input.blur();
    } else return;
    event.stopPropagation();
  });
  input.addEventListener("blur", () => {
    commit();
    input.value = shown;
  });
  input.addEventListener("focus", () => input.select());
  const element = h("label", { class: "field", tip: options.tip },
    options.prefix ? h("span", { class: "prefix", text: options.prefix, "aria-hidden": "true" }) : null, input);
  return {
    element,
    show(value) {
      const untouched = !focused(input) || input.value === shown;
      shown = value;
      if (untouched) input.value = value;
    },
    enable: (enabled, why) => enableInput(element, input, enabled, enabled ? (options.tip ?? "") : why),
  };
}

/** A length or coordinate; arrow keys step it (Shift: ten steps). */
export function numberField(options: FieldOptions & { step: () => number }, propose: Propose<number>): Field {
  const parse = (text: string): Parsed<number> => {
    const value = parseNumber(text);
    return value === null ? { problem: `“${text.trim() || "nothing"}” is not a number. Type one such as 0.45.` } : { value };
  };
  const field = lineField(options, parse, propose);
  const input = field.element.querySelector("input")!;
  input.inputMode = "decimal";
  input.addEventListener("keydown", (event) => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const value = parseNumber(input.value);
    if (!direction || value === null || input.readOnly) return;
    event.preventDefault();
    input.value = formatNumber(value + direction * options.step() * (event.shiftKey ? 10 : 1));
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter" }));
  });
  return field;
}

export function seedField(options: FieldOptions, propose: Propose<number>): Field {
  return lineField(options, (text): Parsed<number> => (/^\d{1,10}$/.test(text.trim()) && Number(text) < 2 ** 31
    ? { value: Number(text) } : { problem: "type a whole number from 0 to 2147483647." }), propose);
}

/** Several lines, applied while typing (one undo step until the field is left). The count shows near the limit. */
export function captionField(options: Omit<FieldOptions, "error"> & { limit: number; rows: number },
  change: (text: string) => void, leave: () => void): Field {
  const area = h("textarea", {
    testid: options.testid, "aria-label": options.label, placeholder: options.placeholder, maxlength: options.limit, rows: options.rows, spellcheck: "false",
  });
  const count = h("span", { class: "caption-count", testid: `${options.testid}-count`, hidden: true });
  const measure = () => {
    count.hidden = area.value.length < options.limit * 0.8;
    count.textContent = `${area.value.length} / ${options.limit}`;
    count.classList.toggle("full", area.value.length >= options.limit);
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight + 2, 180)}px`;
  };
  area.addEventListener("input", () => {
    measure();
    change(area.value);
  });
  area.addEventListener("blur", leave);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") area.blur();
    event.stopPropagation();
  });
  const element = h("div", { class: "field area" }, area, count);
  return {
    element,
    enable: (enabled, why) => enableInput(element, area, enabled, enabled ? (options.tip ?? "") : why),
    show(value) {
      if (area.value !== value) area.value = value;
      measure();
    },
  };
}
