export const en = {
  closeNotice: 'Close notice',
  partMissing: 'A file of Berth could not be loaded; install Berth again if this goes on',
};
