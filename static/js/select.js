// Rows that are chosen for one act. Without script the checkboxes and the form work as they are.
//
//   <table data-select>            holds the checkboxes input[name=ref]
//   <button data-select-all hidden>  chooses all on this page, or none; shown only with script
//   <p data-chosen="Chosen:">      says how many

const table = document.querySelector("[data-select]");
const all = document.querySelector("[data-select-all]");
const said = document.querySelector("[data-chosen]");

function boxes() {
  return [...table.querySelectorAll("input[name=ref]")];
}

function say() {
  const chosen = boxes().filter((box) => box.checked).length;
  said.textContent = chosen ? `${said.dataset.chosen} ${chosen}` : "";
  table.closest(".card").classList.toggle("pd-choosing", chosen > 0);
}

if (table && all && said) {
  all.hidden = false;
  all.addEventListener("click", () => {
    const wish = boxes().some((box) => !box.checked);
    for (const box of boxes()) box.checked = wish;
    say();
  });
  table.addEventListener("change", say);
  // A page that comes back from the history has its boxes as they were.
  addEventListener("pageshow", say);
}
