/** Something to do about a notice, right where it stands. */
export interface NoticeAction {
  label: string;
  run: () => void;
}
