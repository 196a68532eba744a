// form[data-upload="address"]: a file goes piece by piece, with a bar and words; a piece that was lost is sent again, and
// after a reload it goes on where it was. Without this script, or where the browser lacks what it needs, the form is an
// ordinary one. What is said is in data-say-…, in the page's language.

import { cropper } from "./crop.js";

const PATIENCE = 8; // times that one piece is tried
const LONGEST_WAIT_MS = 15_000;
const CHECK_MS = 700;
const CHECKS = 30;

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/** Also ends when the line is back. */
const pause = (ms) =>
  new Promise((done) => {
    addEventListener("online", done, { once: true });
    setTimeout(done, ms);
  });

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Files that are under way, kept by the browser until they are received. A browser that keeps none asks for them again. */
const kept = {
  async store(mode) {
    const database = await new Promise((done, failed) => {
      const opening = indexedDB.open("press-desk-uploads", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("files");
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => failed(opening.error);
    });
    return database.transaction("files", mode).objectStore("files");
  },
  async ask(mode, act) {
    try {
      const request = act(await this.store(mode));
      return await new Promise((done) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => done(undefined);
      });
    } catch {
      return undefined;
    }
  },
  get: (name) => kept.ask("readonly", (store) => store.get(name)),
  put: (name, file) => kept.ask("readwrite", (store) => store.put(file, name)),
  drop: (name) => kept.ask("readwrite", (store) => store.delete(name)),
};

/** An answer that trying again will not change. */
class Refused extends Error {}

function send(address, body, headers, moved) {
  return new Promise((done) => {
    const request = new XMLHttpRequest(); // fetch tells nothing of what was sent so far
    request.open("POST", address);
    request.responseType = "json";
    request.timeout = 120_000;
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", ({ loaded }) => moved?.(loaded));
    request.addEventListener("loadend", () => done({ status: request.status, said: request.response }));
    request.send(body);
  });
}

class Sending {
  constructor(form) {
    this.form = form;
    this.bar = form.querySelector("progress");
    this.words = form.querySelector("[data-upload-status]");
    this.error = form.querySelector("[data-upload-error]");
    this.headers = { "X-CSRFToken": form.elements.csrf_token.value };
    this.spoken = -1;
  }

  say(words) {
    this.words.textContent = words;
  }

  fault(words) {
    this.say("");
    this.error.textContent = words;
    this.error.parentElement.hidden = !words;
  }

  progress(part) {
    const percent = Math.floor(part * 100);
    this.bar.value = percent;
    this.bar.parentElement.hidden = false;
    // Every tenth is read out; more would talk without end.
    if (percent - this.spoken < 10 && percent < 100 && this.spoken >= 0) return;
    this.spoken = percent;
    this.say(this.form.dataset.sayProgress.replace("{p}", percent));
  }

  /** Sends until it is answered; what is refused for good is thrown. */
  async insist(address, body, headers, moved) {
    for (let tried = 0; tried < PATIENCE; tried++) {
      const { status, said } = await send(address, body, { ...this.headers, ...headers }, moved);
      if (status >= 200 && status < 300) {
        if (said) return said;
        throw new Refused(this.form.dataset.sayStopped); // a page instead: signed out meanwhile
      }
      // 422 to a piece: it was changed on its way, and is sent again.
      const passing = status === 408 || status === 429 || (status === 422 && moved);
      if (status >= 400 && status < 500 && !passing) throw new Refused(said?.message ?? "");
      this.say(status ? this.form.dataset.sayAway : this.form.dataset.sayLost);
      this.spoken = -1;
      await pause(Math.min(1000 * 2 ** tried, LONGEST_WAIT_MS));
    }
    throw new Refused(this.form.dataset.sayStopped);
  }

  async pieces(file, begun) {
    const there = new Set(begun.pieces);
    const length = (number) => Math.min(begun.piece_bytes, file.size - number * begun.piece_bytes);
    let done = [...there].reduce((sum, number) => sum + length(number), 0);
    let last = begun;
    this.progress(done / file.size);
    for (let number = 0; number < begun.piece_count; number++) {
      if (there.has(number)) continue;
      const start = number * begun.piece_bytes;
      const piece = await file.slice(start, start + begun.piece_bytes).arrayBuffer();
      last = await this.insist(
        `${this.form.dataset.files}${begun.key}/pieces/${number}`,
        piece,
        { "Content-Type": "application/octet-stream", "X-Piece-SHA256": await sha256(piece) },
        (loaded) => this.progress((done + loaded) / file.size),
      );
      done += piece.byteLength;
      this.progress(done / file.size);
    }
    return last;
  }

  async run(file) {
    this.fault("");
    const announced = JSON.stringify({ name: file.name, size: file.size, sha256: await sha256(await file.arrayBuffer()) });
    await kept.put(this.form.dataset.upload, file);
    const begun = await this.insist(this.form.dataset.upload, announced, { "Content-Type": "application/json" });
    const last = begun.received ? begun : await this.pieces(file, begun);
    await kept.drop(this.form.dataset.upload);
    await this.checked(last.key);
  }

  /** Waits a little for the check, so that the page can show what came of it. */
  async checked(key) {
    this.say(this.form.dataset.sayChecking);
    for (let asked = 0; asked < CHECKS; asked++) {
      await wait(CHECK_MS);
      const answer = await fetch(`${this.form.dataset.files}${key}`).catch(() => null);
      const { state } = answer?.ok ? await answer.json() : {};
      if (state && state !== "quarantined") break;
    }
    location.hash = this.form.closest("[id]").id;
    dispatchEvent(new Event("uploaded"));
    location.reload();
  }
}

function chosen(form) {
  return [...form.querySelectorAll("input[type=file]")].map((field) => field.files[0]).find(Boolean);
}

function enhance(form) {
  const crop = form.matches("[data-crop]") ? cropper(form.querySelector("[data-crop-panel]")) : null;
  const sending = new Sending(form);
  let busy = false;

  async function run(file) {
    if (busy || !file) return;
    busy = true;
    try {
      await sending.run(file);
    } catch (fault) {
      const forGood = fault.message && fault.message !== form.dataset.sayStopped;
      if (forGood) await kept.drop(form.dataset.upload);
      sending.fault(fault.message || form.dataset.sayStopped);
      sending.bar.parentElement.hidden = true;
    }
    busy = false;
  }

  const early = chosen(form); // while this script was still on its way
  if (early) crop?.open(early);
  form.addEventListener("change", ({ target }) => {
    if (target.type !== "file") return;
    for (const other of form.querySelectorAll("input[type=file]")) if (other !== target) other.value = "";
    sending.fault("");
    crop?.open(target.files[0]);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    const file = (await crop?.cut()) ?? chosen(form) ?? (await kept.get(form.dataset.upload));
    if (!file) return sending.fault(form.dataset.sayChoose);
    if (file.size > Number(form.dataset.most)) return sending.fault(form.dataset.sayLarge);
    await run(file);
  });
  kept.get(form.dataset.upload).then((file) => {
    if (!file) return;
    for (let box = form.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    run(file);
  });
}

// Browsers hash on secure pages only; elsewhere the ordinary form does.
if (globalThis.crypto?.subtle) document.querySelectorAll("form[data-upload]").forEach(enhance);
