import "./keep.js";
import { typedEarly } from "./typed.js";

// Small behaviours, each bound to a data- attribute. Every page works without them.

/** [data-focus]: what went wrong is read out and seen first. */
function focusErrors() {
  document.querySelector("[data-focus]")?.focus();
}

/** a[href="#field"] in a summary: focus the control itself, its label in view. */
function focusFields() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".pd-fault a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest(".pd-field") ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}

/** A preview into a frame: the form is still here, and is still to be sent. */
const elsewhere = (event) => Boolean(event.submitter?.formTarget);

/** form[data-guard]: ask before typed words are lost. The browser words the question. */
function guardForms() {
  const changed = new Set([...document.querySelectorAll("form[data-guard]")].filter(typedEarly));
  document.addEventListener("input", ({ target }) => {
    const form = target.closest?.("form[data-guard]");
    if (form) changed.add(form);
  });
  document.addEventListener("submit", (event) => elsewhere(event) || changed.delete(event.target));
  document.addEventListener("kept", ({ target }) => changed.delete(target)); // draft.js
  addEventListener("beforeunload", (event) => {
    if (changed.size) event.preventDefault();
  });
}

/** A second press on a slow line does not send a form twice; the button stays enabled for those who read it. */
function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || elsewhere(event)) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 5000);
  });
  addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));
}

/** [data-copy="text"] (shown only with script: hidden until then); data-done is said when it is copied. */
function copyButtons() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    const label = button.textContent;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.done ?? "✓";
      setTimeout(() => (button.textContent = label), 2500);
    });
  }
}

/** details[data-menu]: closes on Escape and on a press elsewhere. */
function closeMenus() {
  const open = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("click", ({ target }) => open().forEach((menu) => menu.contains(target) || (menu.open = false)));
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    open().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
}

/** form[data-autosubmit]: a filter acts when a choice is made. */
function filterForms() {
  document.addEventListener("change", ({ target }) => {
    if (target.matches?.("form[data-autosubmit] select")) target.form.requestSubmit();
  });
}

focusErrors();
focusFields();
guardForms();
sendOnce();
copyButtons();
closeMenus();
filterForms();
