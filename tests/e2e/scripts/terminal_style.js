// A computed CSS property of a terminal, or of the part of it that `selector` names.
const [name, selector, property] = arguments;
const pane = document.querySelector(`[aria-label="Terminal ${name}"]`);
const element = selector === '' ? pane : pane?.querySelector(selector);
return element ? getComputedStyle(element)[property] : null;
