// Types keys as the browser's own input events, one when the last is on the screen and
// a moment later, so that keys meet frames at any point.
const [name, keys, done] = arguments;
const pane = document.querySelector(`[aria-label="Terminal ${name}"]`);
const area = pane.querySelector('.xterm-helper-textarea');
const rows = pane.querySelector('.xterm-rows');
area.focus();
const times = { heard: [], painted: [] };
let typed = '';
const type = (key) =>
  new Promise((resolve) => {
    typed = (typed + key).slice(-12);
    const painted = () => {
      if (!rows.textContent.replace(/\s/g, '').endsWith(typed)) return;
      observer.disconnect();
      times.painted.push(performance.now() - began);
      resolve();
    };
    const observer = new MutationObserver(painted);
    observer.observe(rows, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    const began = performance.now();
    window.benchWire.heard = () => {
      window.benchWire.heard = null;
      times.heard.push(performance.now() - began);
    };
    area.dispatchEvent(
      new InputEvent('input', {
        data: key,
        inputType: 'insertText',
        bubbles: true,
        cancelable: true,
      }),
    );
  });
(async () => {
  for (const [at, key] of [...keys].entries()) {
    await type(key);
    await new Promise((resolve) => setTimeout(resolve, 15 + ((at * 37) % 31)));
  }
  done(times);
})();
