// Counts without measure. xterm.js 6.0.0 scrolls, inserts and repeats as often as it is
// told, one by one: `CSI 2147483647 S` freezes the window for hours, and as many
// repetitions of a character (`b`) are more than an array holds, so that it throws and
// parses nothing any more. After as many as the screen has, more of them change nothing.
//
// There is no public way to change a sequence: its handlers are replaced from within.

import type { Terminal } from '@xterm/xterm';

type Act = (params: { params: Int32Array }) => boolean;

const BY_ROW = ['insertLines', 'deleteLines', 'scrollUp', 'scrollDown'] as const;
const BY_COLUMN = ['cursorForwardTab', 'cursorBackwardTab'] as const;

type Handler = Partial<Record<(typeof BY_ROW)[number] | (typeof BY_COLUMN)[number] | 'repeatPrecedingCharacter', Act>>;

/** Bounds every count that xterm.js works off one by one. */
export function clampRepeat(terminal: Terminal): void {
  const { _inputHandler: handler } = (terminal as unknown as { _core: { _inputHandler: Handler } })._core;
  const bound = (name: keyof Handler, most: (count: number) => number): void => {
    const act = handler[name];
    if (!act) throw new Error(`xterm.js has no ${name} any more; see counts.ts`);
    handler[name] = (params) => {
      const count = params.params[0] ?? 0;
      params.params[0] = Math.min(count, most(count));
      return act.call(handler, params);
    };
  };
  for (const name of BY_ROW) bound(name, () => terminal.rows);
  for (const name of BY_COLUMN) bound(name, () => terminal.cols);
  bound('repeatPrecedingCharacter', (count) => {
    // Beyond the scrollback it only matters where the last row ends, as in the model. A row
    // takes as many characters as it has columns, or one less, or half of that.
    const { cols, rows } = terminal;
    const most = cols * Math.max(rows + (terminal.options.scrollback ?? 0), 1024);
    return count > most ? most + ((count - most) % (cols * Math.max(cols - 1, 1))) : count;
  });
}
