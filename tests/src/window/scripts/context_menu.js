// Opens the menu of a terminal, as the right button does.
const [name] = arguments;
const labels = [`Terminal ${name}`, `Terminal von ${name}`];
const pane = document.querySelector(labels.map((label) => `[aria-label="${label}"]`).join());
const { x, y } = pane.getBoundingClientRect();
const at = {
  bubbles: true,
  cancelable: true,
  button: 2,
  clientX: x + 60,
  clientY: y + 60,
};
pane.querySelector('.xterm-screen').dispatchEvent(new MouseEvent('contextmenu', at));
