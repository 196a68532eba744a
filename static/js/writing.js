// form[data-autosave]: what is typed is saved a moment after each pause, with the version that it began from (the field
// "seen"). What cannot be saved stays in this browser, is sent as soon as the line is back, and comes back after a reload.
//   [data-save-state]  says how it stands; the words are the form's data-say-…
//   [data-conflict]    shows what somebody else has saved, and waits for a choice
// form[data-preview-address]: what readers will see, drawn by the server, into the [data-preview] beside the form.
// [data-insert]: puts its text into the body that was written in last. Without this script there are buttons.

import { differs, held, isTicked, typedEarly } from "./typed.js";

const PAUSE_MS = 1200;
const PREVIEW_MS = 500;
const AGAIN_MS = 10_000;
const ASKS = { Accept: "application/json" };

/** The browser may refuse to keep anything; then only the page has it. */
const kept = {
  get(name) {
    try {
      return JSON.parse(sessionStorage.getItem(name));
    } catch {
      return null;
    }
  },
  put(name, value) {
    try {
      sessionStorage.setItem(name, JSON.stringify(value));
    } catch {}
  },
  drop(name) {
    try {
      sessionStorage.removeItem(name);
    } catch {}
  },
};

/** What is wrong, beside each field. */
function tell(form, faults) {
  for (const field of form.elements) {
    const box = field.closest(".pd-field");
    if (!box || !field.id) continue;
    const words = faults[field.id];
    const old = document.getElementById(`${field.id}-error`);
    if (old && words === old.textContent) continue;
    old?.remove();
    field.removeAttribute("aria-invalid");
    const described = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== `${field.id}-error`);
    if (words) {
      const line = document.createElement("p");
      line.className = "pd-error";
      line.id = `${field.id}-error`;
      line.textContent = words;
      (field.closest(".pd-tick") ?? field).before(line);
      field.setAttribute("aria-invalid", "true");
      described.push(line.id);
    }
    if (described.length) field.setAttribute("aria-describedby", described.join(" "));
    else field.removeAttribute("aria-describedby");
    box.classList.toggle("pd-field-wrong", Boolean(words));
  }
}

class Writing {
  constructor(form) {
    this.form = form;
    this.name = `writing:${new URL(form.action).pathname}`;
    this.state = form.querySelector("[data-save-state]");
    this.conflict = form.querySelector("[data-conflict]");
    this.typed = false; // since the last time that it was saved
    this.busy = false;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => this.submitted(event));
    this.conflict.addEventListener("click", (event) => this.chosen(event));
    addEventListener("online", () => this.save());
    addEventListener("visibilitychange", () => document.hidden && this.save());
    this.restore();
  }

  say(words) {
    if (this.state.textContent !== words) this.state.textContent = words;
  }

  fields() {
    return [...this.form.elements].filter((field) => field.name && field.name !== "csrf_token" && field.type !== "submit");
  }

  restore() {
    const found = kept.get(this.name) ?? {};
    const early = typedEarly(this.form);
    let brought = false;
    for (const field of this.fields()) {
      const isOld = !(field.name in found) || held(field) === found[field.name];
      if (isOld || differs(field)) continue; // typed just now, before this script was here: newer
      if (field.name !== "seen") brought = true;
      if (isTicked(field)) field.checked = found[field.name];
      else field.value = found[field.name];
    }
    if (!brought) kept.drop(this.name);
    if (brought || early) this.form.dispatchEvent(new Event("input", { bubbles: true }));
    if (brought) this.say(this.form.dataset.sayFound);
  }

  changed() {
    this.typed = true;
    kept.put(this.name, Object.fromEntries(this.fields().map((field) => [field.name, held(field)])));
    this.later(PAUSE_MS);
  }

  later(ms) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), ms);
  }

  submitted(event) {
    if (event.submitter?.formAction && event.submitter.hasAttribute("formaction")) {
      event.preventDefault(); // the preview is there already
      this.form.dispatchEvent(new Event("preview"));
      return;
    }
    event.preventDefault();
    this.typed = true;
    this.save();
  }

  async save() {
    clearTimeout(this.waiting);
    if (!this.typed || this.busy || this.conflict.childElementCount) return;
    this.busy = true;
    this.typed = false;
    this.say(this.form.dataset.saySaving);
    try {
      const body = new URLSearchParams(new FormData(this.form));
      const answer = await fetch(this.form.action, { method: "POST", body, headers: ASKS });
      const json = answer.headers.get("Content-Type")?.startsWith("application/json");
      if (!json) throw new Error(String(answer.status)); // a page: signed out, or a fault of ours
      this.answered(answer, await answer.json());
    } catch {
      this.typed = true;
      this.say(this.form.dataset.sayFailed);
      this.later(AGAIN_MS);
    }
    this.busy = false;
  }

  answered(answer, said) {
    if (answer.ok) {
      this.form.elements.seen.value = said.version;
      tell(this.form, {});
      this.say(said.said);
      for (const seen of document.querySelectorAll(`[data-version-of="${this.form.parentElement.parentElement.id}"]`))
        seen.value = said.version;
      for (const [language, behind] of Object.entries(said.behind ?? {}))
        document.querySelector(`[data-behind="${language}"]`).hidden = !behind;
      if (this.typed) return this.later(PAUSE_MS);
      kept.drop(this.name);
      this.form.dispatchEvent(new Event("kept", { bubbles: true }));
      return;
    }
    this.typed = true;
    if (answer.status !== 409 || !said.panel) {
      this.say(`${this.form.dataset.sayRefused} ${said.message ?? ""}`);
      tell(this.form, said.faults ?? {});
      return;
    }
    this.say(this.form.dataset.sayConflict);
    // A form cannot stand inside a form: its button is enough here.
    const panel = new DOMParser().parseFromString(said.panel, "text/html").querySelector("[data-conflict-panel]");
    const keep = panel.querySelector("[data-keep-mine]");
    const button = keep.querySelector("button");
    button.type = "button";
    button.dataset.keep = said.version;
    keep.replaceWith(button);
    panel.querySelector("[data-copy]")?.removeAttribute("hidden");
    this.conflict.replaceChildren(panel);
  }

  async chosen(event) {
    const { target } = event;
    if (target.dataset.keep !== undefined) {
      this.form.elements.seen.value = target.dataset.keep;
      this.conflict.replaceChildren();
      this.changed();
      this.save();
    } else if (target.dataset.takeTheirs !== undefined) {
      event.preventDefault();
      kept.drop(this.name);
      this.typed = false;
      this.form.dispatchEvent(new Event("kept", { bubbles: true }));
      location.reload();
    } else if (target.dataset.copy !== undefined) {
      await navigator.clipboard.writeText(target.dataset.copy);
      target.textContent = target.dataset.done;
    }
  }
}

/** What readers will see, a moment after each pause. */
function preview(form) {
  const shown = form.parentElement.querySelector("[data-preview]");
  const unknown = form.querySelector("[data-unknown]");
  let waiting;

  async function draw() {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.previewAddress, { method: "POST", body, headers: ASKS }).catch(() => null);
    if (!answer?.ok || !answer.headers.get("Content-Type")?.startsWith("application/json")) return;
    const said = await answer.json();
    shown.innerHTML = said.html;
    if (unknown.innerHTML.trim() !== said.unknown.trim()) unknown.innerHTML = said.unknown;
    count();
  }

  /** Thai has no spaces between words: the browser knows where they are. */
  function count() {
    const line = form.querySelector("[data-word-count]");
    const text = shown.querySelector("[data-words]")?.textContent ?? "";
    if (!line || !globalThis.Intl?.Segmenter) return;
    const words = new Intl.Segmenter(line.dataset.locale, { granularity: "word" }).segment(text);
    const number = [...words].filter((word) => word.isWordLike).length;
    line.textContent = (number === 1 ? line.dataset.one : line.dataset.many).replace("{n}", number.toLocaleString());
    line.hidden = false;
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(draw, PREVIEW_MS);
  });
  form.addEventListener("preview", () => {
    draw();
    shown.scrollIntoView();
    shown.focus();
  });
  count();
}

function inserts() {
  const bodies = document.querySelectorAll("[data-body]");
  let last = bodies[0];
  for (const body of bodies) body.addEventListener("focus", () => (last = body));
  for (const button of document.querySelectorAll("[data-insert]")) {
    button.hidden = !last;
    button.addEventListener("click", () => {
      last.focus();
      last.setRangeText(button.dataset.insert, last.selectionStart, last.selectionEnd, "end");
      last.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}

inserts();
document.querySelectorAll("form[data-preview-address]").forEach(preview);
document.querySelectorAll("form[data-autosave]").forEach((form) => new Writing(form));
