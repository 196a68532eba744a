// [data-own-zone="2030-01-02T02:00:00+00:00"]: says the moment in the reader's own zone, where it is not Bangkok's.

const BANGKOK_MINUTES = -420;
const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;

for (const place of document.querySelectorAll("[data-own-zone]")) {
  const moment = new Date(place.dataset.ownZone);
  if (moment.getTimezoneOffset() === BANGKOK_MINUTES || moment.getTimezoneOffset() === 0) continue;
  const words = new Intl.DateTimeFormat(language, {
    day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
  });
  place.textContent = ` · ${words.format(moment)}`;
}
