// [data-copy-file="address"] (shown only with script): copies a file's text. data-done and data-failed are said.

const fetched = async (address) => {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.text();
};

/** Safari keeps the right to copy only for what is handed over at once: a promise may be. */
function copy(address) {
  if (!window.ClipboardItem) return fetched(address).then((text) => navigator.clipboard.writeText(text));
  const text = fetched(address).then((words) => new Blob([words], { type: "text/plain" }));
  return navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
}

for (const button of document.querySelectorAll("[data-copy-file]")) {
  button.hidden = false;
  const label = [...button.childNodes];
  button.addEventListener("click", async () => {
    const said = await copy(button.dataset.copyFile).then(() => button.dataset.done, () => button.dataset.failed);
    button.textContent = said;
    setTimeout(() => button.replaceChildren(...label), 2500);
  });
}
