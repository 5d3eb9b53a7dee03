export const en = {
  /** The line between two runs in a terminal; the host fills in `{time}` and `{times}`. */
  separators: { once: 'started again {time}', often: 'started again {times} times, last {time}' },
};
