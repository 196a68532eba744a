// [data-pages]: pictures of several pages, one at a time, with buttons. Without this script they stand below each other.

function turn(box) {
  const pages = [...box.querySelectorAll("img")];
  if (pages.length < 2) return;
  let at = 0;
  const said = document.createElement("span");
  said.setAttribute("role", "status");

  function show(next) {
    at = Math.min(Math.max(next, 0), pages.length - 1);
    pages.forEach((page, number) => (page.hidden = number !== at));
    said.textContent = `${at + 1} / ${pages.length}`;
  }

  function button(label, step) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-outline btn-sm";
    made.textContent = label;
    made.addEventListener("click", () => show(at + step));
    return made;
  }

  const bar = document.createElement("div");
  bar.className = "pd-actions";
  bar.append(button(box.dataset.sayPrevious, -1), said, button(box.dataset.sayNext, 1));
  box.prepend(bar);
  show(0);
}

document.querySelectorAll("[data-pages]").forEach(turn);
