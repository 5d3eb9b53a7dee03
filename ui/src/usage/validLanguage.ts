// uPlot makes a number format of `navigator.language` as it is loaded, and fails where that is none: WebKitGTK has
// "C" where the system has no language. Imported before it.

try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en-US', configurable: true });
}
