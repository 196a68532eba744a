// The desk's keyboard. Pages say what a key does with data-key; this file only finds and presses it.
//
//   <a data-key-row>            j and k move through these; Enter follows the link, as everywhere
//   <input data-key-select>      x ticks the one in the row that has the focus
//   <button data-key="a">       the key focuses it
//   <a data-key="n" data-key-press>  the key presses it
//   <details data-key="d">      the key opens it and focuses the first text in it
//   <dialog data-keys>          the list of keys ("?"), with the switch input[data-keys-switch]
//   <button data-keys-open hidden>   opens that list without a key; shown only with script
//
// Single keys can disturb those who speak to their computer: the switch turns them off (WCAG 2.1.4).

const KEPT = "press-desk-keys";
// In a checkbox nothing is typed.
const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable]";
const dialog = document.querySelector("dialog[data-keys]");

/** What is kept in this browser; a browser that keeps nothing has the keys on until the page is left. */
let on = true;
try {
  on = localStorage.getItem(KEPT) !== "off";
} catch {}

function keep(wish) {
  on = wish;
  try {
    localStorage.setItem(KEPT, on ? "on" : "off");
  } catch {}
}

/** The key as it is printed on a Latin keyboard: officers type in Thai, too. */
function named({ key, code, shiftKey }) {
  if (/^[!-~]$/.test(key)) return key.toLowerCase();
  if (code === "Slash") return shiftKey ? "?" : "/";
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : "";
}

function isMeant(event) {
  if (!on || event.defaultPrevented || event.isComposing) return false;
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  return !document.querySelector("dialog[open]") && !event.target.closest?.(TYPING);
}

/** The next row, or the one before; the first when none has the focus. */
function move(step) {
  const rows = [...document.querySelectorAll("[data-key-row]")];
  const at = rows.findIndex((row) => row.closest("tr, li").contains(document.activeElement));
  const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1);
  rows[next]?.focus();
  return rows.length > 0;
}

/** Ticks the row that has the focus, or takes the tick away; the focus stays. */
function choose() {
  const box = document.activeElement?.closest("tr, li")?.querySelector("[data-key-select]");
  box?.click();
  return Boolean(box);
}

function use(target) {
  if (target.matches("[data-key-press]")) {
    target.click();
  } else if (target.matches("details")) {
    target.open = true;
    target.querySelector("textarea")?.focus();
  } else {
    target.focus();
    target.select?.();
  }
}

function act(key, repeated) {
  if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
  if (repeated) return false;
  if (key === "x") return choose();
  if (key === "?") {
    dialog.showModal();
    return true;
  }
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (target) use(target);
  return target !== null;
}

if (dialog) {
  document.addEventListener("keydown", (event) => {
    const key = isMeant(event) && named(event);
    if (!key || (event.shiftKey && key !== "?" && key !== "/")) return;
    if (act(key, event.repeat)) event.preventDefault();
  });
  const toggle = dialog.querySelector("[data-keys-switch]");
  toggle.checked = on;
  toggle.addEventListener("change", () => keep(toggle.checked));
  for (const button of document.querySelectorAll("[data-keys-open]")) {
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
  }
}
