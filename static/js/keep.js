// Typed text outlives the page that it was typed on, in this tab: pressing another button of the page, uploading a file
// beside it, or reading it in the other language leaves it where it was. It is kept until its form is sent, never for
// passwords and codes, and forgotten at sign-out. Forms that save themselves on the server (draft.js, autosave of kits) keep themselves.

import { differs, held, isTicked } from "./typed.js";

const MARK = "typed:";
const FORMS = "form[method=post]:not([data-draft], [data-autosave])";
const FIELDS = "input:not([type=hidden], [type=password], [type=file], [type=submit]), textarea, select";
const SECRETS = "[type=password], [autocomplete=one-time-code], [name=code]";

const fields = (form) => [...form.querySelectorAll(FIELDS)].filter((field) => field.name);
const address = (form) => new URL(form.getAttribute("action") || location.href, location.href).pathname;
/** Where it goes and what it asks: two forms of a page may go to one address. */
const place = (form) => `${MARK}${address(form)} ${[...new Set(fields(form).map((field) => field.name))]}`;
// Two radios have one name, and a form may be on the page twice: name and value together tell fields apart.
const nameOf = (field) => (isTicked(field) ? `${field.name}=${field.value}` : field.name);

const changed = new Set();

function restore(form) {
  const typed = JSON.parse(sessionStorage.getItem(place(form)) ?? "{}");
  // What was typed while this script was still on its way is newer.
  const newer = new Set(fields(form).filter(differs).map((field) => field.name));
  if (newer.size) changed.add(form);
  for (const field of fields(form)) {
    const value = typed[nameOf(field)];
    if (value === undefined || newer.has(field.name)) continue;
    if (isTicked(field)) field.checked = value;
    else field.value = value;
    for (let box = field.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    changed.add(form);
  }
}

function keep() {
  for (const form of changed) {
    // What was refused came back as the page's own values: all of it is kept. Else what differs.
    const all = form.querySelector("[aria-invalid], .pd-fault");
    const typed = fields(form).filter((field) => all || differs(field));
    const pairs = typed.map((field) => [nameOf(field), held(field)]);
    if (pairs.length) sessionStorage.setItem(place(form), JSON.stringify(Object.fromEntries(pairs)));
    else sessionStorage.removeItem(place(form));
  }
}

/** It is kept: the page may be left without a question (app.js). */
const leave = (forms) => forms.forEach((form) => form.dispatchEvent(new Event("kept", { bubbles: true })));

for (const form of document.querySelectorAll(FORMS)) {
  if (form.querySelector(SECRETS)) continue;
  if (form.querySelector("[aria-invalid], .pd-fault")) changed.add(form);
  else restore(form);
}
document.addEventListener("input", ({ target }) => {
  const form = target.closest?.(FORMS);
  if (form && !form.querySelector(SECRETS)) changed.add(form);
});
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.submitter?.formTarget) return;
  changed.delete(event.target);
  sessionStorage.removeItem(place(event.target));
  if (address(event.target).endsWith("/sign-out")) {
    changed.clear();
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(MARK)) sessionStorage.removeItem(key);
  }
  leave(changed);
});
document.querySelector(".pd-tools a[hreflang]")?.addEventListener("click", () => leave(changed));
addEventListener("uploaded", () => leave(changed)); // upload.js: the page is about to be loaded again
addEventListener("pagehide", keep);
