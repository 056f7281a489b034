// Relative times: keeps "5 minutes ago" true while a page stays open.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * @param {number} count
 * @param {string} one
 * @param {string} many
 * @returns {string}
 */
function ago(count, one, many) {
  return count === 1 ? `${one} ago` : `${count} ${many} ago`;
}

/**
 * How long ago, in the words of the server; null when the date stays as it is.
 * @param {number} passed milliseconds
 * @param {boolean} short the form of cards: "2 h ago"
 * @returns {string | null}
 */
export function relative(passed, short = false) {
  if (passed < -MINUTE || passed >= 7 * DAY) return null;
  if (passed < MINUTE) return "just now";
  if (short && passed < HOUR) return `${Math.floor(passed / MINUTE)} min ago`;
  if (short && passed < DAY) return `${Math.floor(passed / HOUR)} h ago`;
  if (short) return ago(Math.floor(passed / DAY), "1 day", "days");
  if (passed < HOUR) return ago(Math.floor(passed / MINUTE), "a minute", "minutes");
  if (passed < DAY) return ago(Math.floor(passed / HOUR), "an hour", "hours");
  return ago(Math.floor(passed / DAY), "a day", "days");
}

/** @param {HTMLTimeElement} element */
function tell(element) {
  if (!element.title) return;
  const words = relative(Date.now() - Date.parse(element.dateTime), "short" in element.dataset);
  if (words !== null && element.textContent !== words) element.textContent = words;
}

/** Tells every time of the page again each minute. */
export function tellTimes() {
  setInterval(() => document.querySelectorAll("time[title]").forEach(tell), MINUTE);
}
