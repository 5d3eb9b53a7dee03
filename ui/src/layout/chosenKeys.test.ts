// @vitest-environment node

import { describe, expect, it } from 'vitest';

import type { KeyChoice } from '../backend/port';
import { keyText } from '../parts/chords';
import { chooseKeys, type ChosenKeys } from './chosenKeys';
import { COMMANDS } from './commands';

/** What comes of these lines below `[keys]`. */
function chosen(...lines: readonly [string, readonly string[]][]): ChosenKeys {
  const choices = lines.map(([command, keys], index): KeyChoice => ({
    command,
    keys: [...keys],
    line: index + 2,
    column: 1,
  }));
  return chooseKeys(COMMANDS, choices, false);
}

const keysOf = ({ of }: ChosenKeys, id: string): string[] => (of.get(id) ?? []).map((chord) => keyText(chord, false));
const faultsOf = ({ faults }: ChosenKeys): string[] =>
  faults.map((fault) => `${fault.line} ${fault.command} ${fault.why}${fault.why === 'taken' ? ` by ${fault.by}` : ''}`);

describe('keys that the person chose', () => {
  it('are those of the table where nothing is set, which meet nothing', () => {
    const now = chosen();
    expect(now.faults).toEqual([]);
    for (const { id, keys } of COMMANDS) expect(now.of.get(id)).toEqual(keys ?? []);
  });

  it('are one, several or none, also of a command without any', () => {
    const now = chosen(['wall', ['Ctrl+M']], ['history', ['F6', 'Ctrl+Shift+H']], ['images', []], ['prune', ['F7']]);
    expect(now.faults).toEqual([]);
    expect(['wall', 'history', 'images', 'prune', 'new'].map((id) => keysOf(now, id))).toEqual([
      ['Ctrl M'],
      ['F6', 'Ctrl Shift H'],
      [],
      ['F7'],
      ['Ctrl N'],
    ]);
  });

  it('can change places', () => {
    const now = chosen(['wall', ['Ctrl+H']], ['history', ['Ctrl+G']]);
    expect([now.faults, keysOf(now, 'wall'), keysOf(now, 'history')]).toEqual([[], ['Ctrl H'], ['Ctrl G']]);
  });

  it('are refused by name where there is no such command, or no such keys', () => {
    const now = chosen(['wal', ['Ctrl+M']], ['wall', ['Alt+M']], ['history', ['Ctrl+Shift+C']], ['new', ['Ctrl+F']]);
    expect(faultsOf(now)).toEqual(['2 wal noCommand', '3 wall noKeys', '4 history reserved', '5 new reserved']);
    expect([keysOf(now, 'wall'), keysOf(now, 'new')]).toEqual([['Ctrl G'], ['Ctrl N']]);
  });

  it('are refused where another command has them, in a terminal too', () => {
    const now = chosen(['wall', ['Ctrl+K']], ['images', ['Ctrl+U']], ['history', ['F6']], ['list', ['F6']]);
    expect(faultsOf(now)).toEqual([
      '2 wall taken by palette',
      // With Shift in a terminal.
      '3 images taken by next_needing',
      '5 list taken by history',
    ]);
    expect([keysOf(now, 'history'), keysOf(now, 'list')]).toEqual([['F6'], ['Ctrl B']]);
  });

  it('are taken back as well where the keys of one that was taken back are needed', () => {
    // The wall wants keys of the logs, so it keeps Ctrl+G, which the history then can't have.
    const now = chosen(['wall', ['Ctrl+C']], ['history', ['Ctrl+G']]);
    expect(faultsOf(now)).toEqual(['2 wall reserved', '3 history taken by wall']);
    expect([keysOf(now, 'wall'), keysOf(now, 'history')]).toEqual([['Ctrl G'], ['Ctrl H']]);
  });
});

const docs = import.meta.glob<string>('../../../docs/keys.md', { eager: true, query: '?raw', import: 'default' });

it('has every command in docs/keys.md', () => {
  const rows = COMMANDS.map(({ id, label, help, keys }) => {
    const what = help ?? (typeof label === 'string' ? label : '');
    const shown = (keys ?? []).map((chord) => `\`${keyText(chord, false).replaceAll(' ', '+')}\``).join(', ');
    return `| \`${id}\` | ${what} | ${shown} |`;
  });
  expect(Object.values(docs)[0]?.split('|---|---|---|').at(-1)?.trim()).toBe(rows.join('\n'));
});
