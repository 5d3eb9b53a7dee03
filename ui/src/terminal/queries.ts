// xterm.js answers a program's questions (where is the cursor, which colours,
// which terminal) by typing into the session. In Berth the screen model on the
// host's side does that, also when no window looks, so here every question is
// swallowed: an answer twice, or to a question from a replay, would be typed
// into whatever runs now.

import type { IDisposable, IFunctionIdentifier, Terminal } from '@xterm/xterm';

/** CSI sequences that ask and do nothing else. */
const CSI_QUESTIONS: readonly IFunctionIdentifier[] = [
  { final: 'c' }, // DA1
  { prefix: '>', final: 'c' }, // DA2
  { prefix: '=', final: 'c' }, // DA3
  { final: 'n' }, // DSR: status, cursor
  { prefix: '?', final: 'n' }, // DSR, private
  { intermediates: '$', final: 'p' }, // DECRQM
  { prefix: '?', intermediates: '$', final: 'p' }, // DECRQM, private
  { prefix: '>', final: 'q' }, // XTVERSION
  { final: 'x' }, // DECREQTPARM
  { prefix: '?', final: 'u' }, // kitty keyboard flags
  { prefix: '?', final: 'm' }, // XTQMODKEYS
  { prefix: '?', final: 'S' }, // XTSMGRAPHICS
  { intermediates: '*', final: 'y' }, // DECRQCRA
  { intermediates: '&', final: 'u' }, // DECRQUPSS
  { intermediates: '$', final: 'u' }, // DECRQTSR
  { intermediates: '$', final: 'w' }, // DECRQPSR
];

/** DCS: DECRQSS, XTGETTCAP, DECRQTSR. */
const DCS_QUESTIONS: readonly IFunctionIdentifier[] = [
  { intermediates: '$', final: 'q' },
  { intermediates: '+', final: 'q' },
  { intermediates: '$', final: 'u' },
];

/** OSC numbers that set a colour, or ask for it with "?". */
const OSC_COLOURS = [4, 5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21];

/** OSC numbers that reach for the clipboard or the desktop: off. */
const OSC_REACHING_OUT = [50, 51, 52];

/** CSI Ps t with these reports a size, a position or the title; 22 and 23 only save and restore it. */
function isWindowReport(operation: number): boolean {
  return operation === 11 || (operation >= 13 && operation <= 21);
}

/** Makes a terminal silent: it never types an answer by itself. */
export function swallowQueries(terminal: Terminal): IDisposable {
  const { parser } = terminal;
  const swallow = (): boolean => true;
  const handlers: IDisposable[] = [
    ...CSI_QUESTIONS.map((id) => parser.registerCsiHandler(id, swallow)),
    ...DCS_QUESTIONS.map((id) => parser.registerDcsHandler(id, swallow)),
    ...OSC_COLOURS.map((number) => parser.registerOscHandler(number, (data) => data.split(';').includes('?'))),
    ...OSC_REACHING_OUT.map((number) => parser.registerOscHandler(number, swallow)),
    parser.registerCsiHandler({ final: 't' }, ([operation]) => isWindowReport(Number(operation))),
    parser.registerEscHandler({ final: 'Z' }, swallow), // DECID
  ];
  return { dispose: () => handlers.forEach((handler) => handler.dispose()) };
}
