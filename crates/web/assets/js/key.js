// Keys: j and k go through the items of a page, o opens one, / goes to the search field, ? shows what keys there are.

/** @type {number} */
let place = -1;

/** @returns {HTMLElement[]} */
function items() {
  return [...document.querySelectorAll("[data-item]")].filter((item) => item instanceof HTMLElement);
}

/**
 * @param {HTMLElement} item
 * @returns {HTMLAnchorElement | null}
 */
function headline(item) {
  return item.querySelector(".headline a");
}

/** @param {number} step */
function go(step) {
  const all = items();
  if (all.length === 0) return;
  place = Math.min(Math.max(place + step, 0), all.length - 1);
  const link = headline(all[place]);
  link?.focus({ preventScroll: true });
  link?.scrollIntoView({ block: "center" });
}

function open() {
  const original = document.querySelector("a[data-original]");
  const link = place >= 0 ? headline(items()[place]) : original;
  if (link instanceof HTMLAnchorElement) link.click();
}

/** Goes to the page's search field, or to the search page where it has none in sight. */
function search() {
  const fields = [...document.querySelectorAll("input[type=search]")];
  const field = fields.find((one) => one instanceof HTMLElement && one.offsetParent !== null);
  if (field instanceof HTMLInputElement) field.select();
  else location.href = "/search";
}

/** @param {KeyboardEvent} event */
function act(event) {
  const target = event.target;
  const writes = target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]");
  if (writes || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else if (event.key === "o") open();
  else if (event.key === "/") {
    event.preventDefault();
    search();
  } else if (event.key === "?") location.href = "/about#keys";
}

/** Listens on the whole page. */
export function listenForKeys() {
  document.addEventListener("keydown", act);
}
