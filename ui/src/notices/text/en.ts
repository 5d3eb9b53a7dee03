export const en = {
  closeNotice: 'Close notice',
};
