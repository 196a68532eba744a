// How much is picked of a kit's files, said while it is picked. Without script the form works as it is.
//
//   <form data-pick>                        holds groups of files
//   <section data-group>                    holds input[name=group], which stands for all of it, and input[name=file]
//   <input data-size="1200" data-files="3"> in bytes; how many files, of a group
//   <p data-sum="Picked: {files}, {size}">  says how much

const form = document.querySelector("[data-pick]");
const said = form.querySelector("[data-sum]");
const UNITS = ["kB", "MB", "GB"];

/** As the page itself says a size: in thousands, with one place after the point below ten. */
function told(size) {
  if (size < 1000) return `${size} B`;
  let [amount, unit] = [size / 1000, 0];
  while (amount >= 999.5 && unit < UNITS.length - 1) [amount, unit] = [amount / 1000, unit + 1];
  const places = { maximumFractionDigits: amount < 9.95 ? 1 : 0 };
  return `${amount.toLocaleString(document.documentElement.lang, places)} ${UNITS[unit]}`;
}

function picked(group) {
  const whole = group.querySelector("[name=group]:checked");
  return whole ? [whole] : [...group.querySelectorAll("[name=file]:checked")];
}

function say() {
  const boxes = [...form.querySelectorAll("[data-group]")].flatMap(picked);
  const sum = (each) => boxes.reduce((total, box) => total + each(box), 0);
  const files = sum((box) => Number(box.dataset.files ?? 1));
  const size = told(sum((box) => Number(box.dataset.size)));
  said.textContent = files ? said.dataset.sum.replace("{files}", files).replace("{size}", size) : "";
}

form.addEventListener("change", say);
// A page that comes back from the history has its boxes as they were.
addEventListener("pageshow", say);
