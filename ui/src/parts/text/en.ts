export const en = {
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
