// @vitest-environment node

import { beforeEach, expect, it } from 'vitest';

import { Several, type Typed } from './broadcast.svelte';

class Program implements Typed {
  got = '';
  constructor(readonly bracketsPastes = true) {}
  send(data: string): void {
    this.got += data;
  }
  paste(text: string): void {
    // As xterm.js does, which tells of what it pastes as of keys.
    const data = this.bracketsPastes ? `<${text}>` : text;
    this.got += data;
    several.typed(this === a ? 'a' : this === b ? 'b' : 'c', data);
  }
}

let several: Several;
let [a, b, c] = [new Program(), new Program(false), new Program()];
let leaveB: () => void;

beforeEach(() => {
  several = new Several();
  [a, b, c] = [new Program(), new Program(false), new Program()];
  several.enter('a', { label: 'Terminal a', terminal: a });
  leaveB = several.enter('b', { label: 'Terminal b', terminal: b });
  several.enter('c', { label: 'Terminal c', terminal: c });
});

it('sends keys to the others that were chosen, and to no one else', () => {
  several.typed('a', 'alone');
  several.start(['a', 'b']);
  several.typed('a', 'x');
  expect(several.others('a')).toEqual(['Terminal b']);
  several.typed('c', 'not chosen');
  expect([a.got, b.got, c.got]).toEqual(['', 'x', '']);
});

it('pastes once into each, as its program wants it', () => {
  several.start(['a', 'b']);
  expect(several.bracketsPastes('a')).toBe(false);
  expect(several.paste('a', 'text')).toBe(true);
  expect([a.got, b.got, c.got]).toEqual(['<text>', 'text', '']);
  expect([several.paste('c', 'text'), several.bracketsPastes('c')]).toEqual([false, true]);
});

it('is over when it is stopped, or when one of two leaves the screen', () => {
  several.start(['a', 'b']);
  leaveB();
  expect([several.on, several.has('a')]).toEqual([false, false]);
  several.enter('b', { label: 'Terminal b', terminal: b });
  expect(several.on).toBe(false);
  several.start(['a']);
  expect(several.on).toBe(false);
});
