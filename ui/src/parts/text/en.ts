export const en = {
  /** What is printed on keys. */
  keycaps: { Ctrl: 'Ctrl', Shift: 'Shift', Del: 'Del', Enter: 'Enter', Space: 'Space', Tab: 'Tab' },

  cancel: 'Cancel',
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  notAllowed: 'Not allowed',
  copyingNotAllowed: 'Copying is not allowed here',
  details: 'Details',
  copyDetails: 'Copy details',
  noClipboard: 'The system does not let Berth use the clipboard.',
  couldNotOpen: (url: string) => `Could not open ${url}`,
};
