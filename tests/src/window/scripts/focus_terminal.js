// Puts the keyboard into the terminal of a region that is on screen; the element that has it.
const [region] = arguments;
const pane = [...document.querySelectorAll(`[aria-label="${region}"]`)].find(
  (pane) => pane.getClientRects().length > 0,
);
const area = pane?.querySelector('.xterm-helper-textarea') ?? null;
area?.focus();
return area;
