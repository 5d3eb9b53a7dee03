// How many keys the page has got since the first call.
if (window.keysGot === undefined) {
  window.keysGot = 0;
  addEventListener('keydown', () => window.keysGot++, { capture: true });
}
return window.keysGot;
