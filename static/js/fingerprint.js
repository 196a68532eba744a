// A file's SHA-256, made where the file is: nothing of it is sent but these 64 signs.
//
//   <form data-fingerprint data-wait="…" data-fault="…">
//     <div data-chosen-file hidden><input type="file"> <p role="status"></p></div>
//     <input name="sha256">
//
// Without script, or where the browser has no SubtleCrypto (an address without HTTPS), the text field stays alone.

const form = document.querySelector("form[data-fingerprint]");
const MOST = 1024 * 1024 * 1024; // SubtleCrypto wants the whole file in memory

async function sha256(file) {
  if (file.size > MOST) throw new RangeError("too large");
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function compare(file) {
  const said = form.querySelector("[role=status]");
  said.textContent = form.dataset.wait;
  try {
    form.elements.sha256.value = await sha256(file);
    form.requestSubmit();
  } catch {
    said.textContent = form.dataset.fault;
  }
}

if (form && globalThis.crypto?.subtle) {
  const place = form.querySelector("[data-chosen-file]");
  const chooser = place.querySelector("input[type=file]");
  place.hidden = false;
  chooser.addEventListener("change", () => chooser.files.length && compare(chooser.files[0]));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer?.files.length) compare(event.dataTransfer.files[0]);
  });
}
