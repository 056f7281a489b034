// Panels of the article page: open beside the text on a desk, closed under the standfirst on a phone.

const DESK = "(min-width: 62rem)";

/** @param {boolean} wide */
function set(wide) {
  for (const panel of document.querySelectorAll("details[data-panel]")) {
    if (panel instanceof HTMLDetailsElement) panel.open = wide;
  }
}

/** Opens or closes the panels now and whenever the width changes sides. */
export function fitPanels() {
  const desk = matchMedia(DESK);
  if (desk.matches) set(true);
  desk.addEventListener("change", () => set(desk.matches));
}
