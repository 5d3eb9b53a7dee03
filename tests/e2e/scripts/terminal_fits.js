// Whether the terminal is no wider than its pane, which would hide the rest of it.
const pane = document.querySelector('[aria-label="Terminal trainer"]');
const right = (element) => element.getBoundingClientRect().right;
return right(pane.querySelector('.xterm-screen')) <= right(pane);
