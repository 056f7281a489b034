// Suggestions: the list under the field of the search page follows what is typed.

const WAIT_MILLISECONDS = 150;

/**
 * @param {HTMLInputElement} field
 * @param {HTMLDataListElement} list
 */
async function fill(field, list) {
  const typed = field.value;
  const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(typed)}`);
  if (!answer.ok || field.value !== typed) return;
  /** @type {string[]} */
  const suggestions = await answer.json();
  list.replaceChildren(...suggestions.map((text) => new Option("", text)));
}

/** Listens to the field, where the page has one. */
export function suggestWords() {
  const field = document.querySelector("input[data-suggest]");
  if (!(field instanceof HTMLInputElement) || !(field.list instanceof HTMLDataListElement)) return;
  const list = field.list;
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void fill(field, list).catch(() => undefined), WAIT_MILLISECONDS);
  });
}
