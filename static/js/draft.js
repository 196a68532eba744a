// form[data-draft="address"]: what is typed is kept on the server, a moment after each pause and before the page is left.
//   [data-draft-state]  says so, in the words of data-kept and data-lost
// Without this script there is a button that does the same.

import { typedEarly } from "./typed.js";

const PAUSE_MS = 1200;

function keepDrafts(form) {
  const state = form.querySelector("[data-draft-state]");
  let waiting;
  let typed = false; // since the last time that it was kept
  let sent = false;

  function say(words) {
    if (state.textContent !== words) state.textContent = words;
  }

  async function keep() {
    clearTimeout(waiting);
    if (!typed || sent) return;
    typed = false;
    try {
      const body = new URLSearchParams(new FormData(form));
      const headers = { Accept: "application/json" };
      const answer = await fetch(form.dataset.draft, { method: "POST", body, headers, keepalive: true });
      if (!answer.ok) throw new Error(String(answer.status));
      say((await answer.json()).kept ? state.dataset.kept : "");
      if (!typed) form.dispatchEvent(new Event("kept", { bubbles: true }));
    } catch {
      typed = true;
      say(state.dataset.lost);
    }
  }

  function changed() {
    typed = true;
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE_MS);
  }

  if (typedEarly(form)) changed();
  form.addEventListener("input", changed);
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(waiting);
  });
  addEventListener("pageshow", () => (sent = false));
  addEventListener("visibilitychange", () => document.hidden && keep());
  // The other language is another page: what was typed goes with the reader.
  document.querySelector(".pd-tools a[hreflang]")?.addEventListener("click", async (event) => {
    if (!typed || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    await keep();
    location.assign(event.target.href);
  });
}

document.querySelectorAll("form[data-draft]").forEach(keepDrafts);
