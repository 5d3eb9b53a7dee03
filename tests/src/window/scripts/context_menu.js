// Opens the menu of a terminal, as the right button does.
const [name] = arguments;
const pane = document.querySelector(`[aria-label="Terminal ${name}"]`);
const { x, y } = pane.getBoundingClientRect();
const at = {
  bubbles: true,
  cancelable: true,
  button: 2,
  clientX: x + 60,
  clientY: y + 60,
};
pane.querySelector('.xterm-screen').dispatchEvent(new MouseEvent('contextmenu', at));
