// @vitest-environment node

import { beforeEach, expect, it } from 'vitest';

import { Broadcast, type BroadcastTarget } from './broadcast.svelte';

class Program implements BroadcastTarget {
  got = '';
  constructor(readonly bracketsPastes = true) {}
  send(data: string): void {
    this.got += data;
  }
  paste(text: string): void {
    // As xterm.js does, which reports what it pastes as keys.
    const data = this.bracketsPastes ? `<${text}>` : text;
    this.got += data;
    broadcast.typed(this === a ? 'a' : this === b ? 'b' : 'c', data, null);
  }
}

let broadcast: Broadcast;
let [a, b, c] = [new Program(), new Program(false), new Program()];
let leaveB: () => void;

beforeEach(() => {
  broadcast = new Broadcast();
  [a, b, c] = [new Program(), new Program(false), new Program()];
  broadcast.enter('a', { label: 'Terminal a', terminal: a });
  leaveB = broadcast.enter('b', { label: 'Terminal b', terminal: b });
  broadcast.enter('c', { label: 'Terminal c', terminal: c });
});

it('sends keys to the others that were chosen, and to no one else', () => {
  broadcast.typed('a', 'alone', null);
  broadcast.start(['a', 'b']);
  broadcast.typed('a', 'x', null);
  expect(broadcast.others('a')).toEqual(['Terminal b']);
  broadcast.typed('c', 'not chosen', null);
  expect([a.got, b.got, c.got]).toEqual(['', 'x', '']);
});

it('pastes once into each, as its program wants it', () => {
  broadcast.start(['a', 'b']);
  expect(broadcast.bracketsPastes('a')).toBe(false);
  expect(broadcast.paste('a', 'text')).toBe(true);
  expect([a.got, b.got, c.got]).toEqual(['<text>', 'text', '']);
  expect([broadcast.paste('c', 'text'), broadcast.bracketsPastes('c')]).toEqual([false, true]);
});

it('is over when it is stopped, or when one of two leaves the screen', () => {
  broadcast.start(['a', 'b']);
  leaveB();
  expect([broadcast.on, broadcast.has('a')]).toEqual([false, false]);
  broadcast.enter('b', { label: 'Terminal b', terminal: b });
  expect(broadcast.on).toBe(false);
  broadcast.start(['a']);
  expect(broadcast.on).toBe(false);
});
