// Pastes into a terminal, as the system's clipboard would.
const [name, text] = arguments;
const pane = document.querySelector(`[aria-label="Terminal ${name}"]`);
const data = new DataTransfer();
data.setData('text/plain', text);
pane.querySelector('.xterm-helper-textarea').dispatchEvent(
  new ClipboardEvent('paste', {
    clipboardData: data,
    bubbles: true,
    cancelable: true,
  }),
);
