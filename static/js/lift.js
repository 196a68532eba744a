// [data-lift="address"]: waits for a press kit to open, and shows at that second what is hidden until then. The server
// decides: its own clock is asked for, and nothing is shown before it says so. data-lift-on names the word of its answer
// that is waited for. [data-own-time]: the same moment in the reader's zone.

const LONGEST_WAIT_MS = 60_000; // an hour may be moved while a page is open
const SPREAD_MS = 1_000; // two thousand pages do not ask in the same instant

const SAID = [0, -420]; // minutes from the reader's zone to UTC: UTC and Bangkok stand there already

function ownTimes() {
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  const day = { day: "numeric", month: "short", year: "numeric" };
  const time = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZoneName: "short" };
  const format = new Intl.DateTimeFormat(language, { ...day, ...time });
  for (const place of document.querySelectorAll("[data-own-time]")) {
    const moment = new Date(place.dataset.ownTime);
    if (SAID.includes(moment.getTimezoneOffset())) continue;
    place.querySelector("span span").textContent = format.format(moment);
    place.hidden = false;
  }
}

function show(place) {
  place.querySelector("[data-lift-before]").hidden = true;
  place.querySelector("[data-lift-after]").hidden = false;
}

async function ask(place) {
  const answer = await fetch(place.dataset.lift, { cache: "no-store", headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : null;
}

function waitFor(place) {
  let timer;
  let running = false;
  const again = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(look, ms);
  };
  async function look() {
    if (running) return;
    running = true;
    const said = await ask(place).catch(() => null);
    running = false;
    if (said?.[place.dataset.liftOn]) {
      document.removeEventListener("visibilitychange", look);
      return show(place);
    }
    const left = said ? said.opens_at - said.now : LONGEST_WAIT_MS;
    again(left > 0 && left < LONGEST_WAIT_MS ? left + Math.random() * SPREAD_MS : LONGEST_WAIT_MS);
  }
  document.addEventListener("visibilitychange", look); // a laptop that was asleep
  look();
}

ownTimes();
document.querySelectorAll("[data-lift]").forEach(waitFor);
