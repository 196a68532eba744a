// input[data-suggest="address"]: names of known outlets while somebody types, in the browser's own list.
// Without this script, or when nobody answers, it is a plain field.

const PAUSE_MS = 200;
const SHORTEST = 2;

/** What the page itself calls this medium, in its language. */
function mediumWord(form, medium) {
  const choice = form?.querySelector(`input[name="medium"][value="${CSS.escape(medium)}"]`);
  return choice?.labels?.[0]?.textContent.trim() ?? "";
}

function option(field, typed, { name, medium }) {
  const made = document.createElement("option");
  made.value = name;
  // Browsers show only what holds the typed words, in value or label: ไทยรัฐ for "thairath" needs them in its label.
  const words = name.toLowerCase().includes(typed.toLowerCase()) ? [] : [typed];
  made.label = [name, mediumWord(field.form, medium), ...words].filter(Boolean).join(" · ");
  return made;
}

function suggest(field) {
  const list = document.createElement("datalist");
  list.id = `${field.id}-known`;
  field.after(list);
  field.setAttribute("list", list.id);
  let waiting;
  let asked = new AbortController();

  async function ask() {
    const typed = field.value.trim();
    asked.abort();
    asked = new AbortController();
    if (typed.length < SHORTEST) return list.replaceChildren();
    try {
      const address = `${field.dataset.suggest}?q=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "application/json" } });
      if (answer.ok) list.replaceChildren(...(await answer.json()).map((known) => option(field, typed, known)));
    } catch {
      // Aborted, or the line is down: what was typed is good as it is.
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE_MS);
  });
  if (document.activeElement === field) ask(); // somebody types there already
}

document.querySelectorAll("input[data-suggest]").forEach(suggest);
