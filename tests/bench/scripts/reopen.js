// From Enter on the row of a session, whose tab was closed, to its screen with the mark.
const [name, mark, done] = arguments;
const row = TestingLibraryDom.queryAllByRole(document.body, 'row', {
  name: new RegExp(`^${name}, `),
})[0];
document.querySelector(`button[aria-label="Close ${name}"]`).click();
setTimeout(() => {
  row.focus();
  const began = performance.now();
  row.dispatchEvent(
    new KeyboardEvent('keydown', {
      key: 'Enter',
      bubbles: true,
      cancelable: true,
    }),
  );
  const look = () => {
    const rows = document.querySelector(`[aria-label="Terminal ${name}"] .xterm-rows`);
    if (rows?.textContent.includes(mark)) done(performance.now() - began);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}, 500);
