// @vitest-environment node
import { describe, expect, it } from 'vitest';

import type { LogRow } from '../backend/port';
import { PAGE, RowPages } from './pages';

const row = (line: number): LogRow => ({
  kind: 'line',
  row: 0,
  line,
  source: 0,
  stream: 'output',
  level: 'none',
  at: null,
  text: String(line),
  cut: false,
  json: false,
});
const rows = (from: number, to: number): LogRow[] => Array.from({ length: to - from }, (_, i) => row(from + i));

/** Answers every request with the lines that it means: line n is in place n from the beginning. */
function answer(pages: RowPages, from: number, to: number): void {
  for (const { key, first, count } of pages.missing(from, to))
    pages.put(key, first, pages.gone, rows(pages.gone + first, pages.gone + first + count));
}

const shown = (pages: RowPages, from: number, to: number): (number | undefined)[] =>
  Array.from({ length: to - from }, (_, i) => pages.at(from + i)?.line);
const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe('pages of rows', () => {
  it('are asked for once, whole, and only where they are not there', () => {
    const pages = new RowPages();
    pages.renew(1000);
    const [first, second, ...rest] = pages.missing(150, 250);
    expect([first, second].map((missing) => [missing?.first, missing?.count])).toEqual([
      [0, PAGE],
      [PAGE, PAGE],
    ]);
    expect([rest, pages.missing(150, 250)]).toEqual([[], []]);
    pages.put(first?.key ?? 0, 0, 0, rows(0, PAGE));
    expect(shown(pages, 198, 202)).toEqual([198, 199, undefined, undefined]);
    pages.failed(second?.key ?? 0);
    expect(pages.missing(150, 250).map(({ first: at }) => at)).toEqual([PAGE]);
  });

  it('grow at the end by what is new alone', () => {
    const pages = new RowPages();
    pages.renew(50);
    answer(pages, 0, 50);
    pages.grow(60, 0);
    expect(pages.missing(0, 60)).toMatchObject([{ first: 50, count: 10 }]);
  });

  it('move up when rows fall off the front', () => {
    const pages = new RowPages();
    pages.renew(500);
    answer(pages, 0, 500);
    pages.grow(500, 130);
    expect(shown(pages, 0, 5)).toEqual(numbers(130, 135));
    expect(pages.missing(300, 500)).toMatchObject([
      { first: 370, count: 100 },
      { first: 470, count: 30 },
    ]);
  });

  it('take an answer for what it is of, when rows fell off meanwhile', () => {
    const pages = new RowPages();
    pages.renew(500);
    const [missing] = pages.missing(0, 100);
    // The host let go of 30 rows before it answered, and tells of them later.
    pages.put(missing?.key ?? 0, 0, 30, rows(30, 30 + PAGE));
    expect(shown(pages, 28, 32)).toEqual([undefined, undefined, 30, 31]);
    pages.grow(500, 30);
    expect(shown(pages, 0, 3)).toEqual([30, 31, 32]);
    expect(pages.missing(0, 150)).toEqual([]);
  });

  it('of another filter stay until the new ones are there; answers to the old are nothing', () => {
    const pages = new RowPages();
    pages.renew(300);
    answer(pages, 0, 100);
    const [late] = pages.missing(200, 300);
    pages.renew(3);
    expect(shown(pages, 0, 2)).toEqual([0, 1]);
    expect(pages.put(late?.key ?? 0, 200, 0, rows(200, 300))).toBe(false);
    const [missing] = pages.missing(0, 3);
    pages.put(missing?.key ?? 0, 0, 0, [row(7), row(77), row(177)]);
    expect(shown(pages, 0, 4)).toEqual([7, 77, 177, undefined]);
  });

  it('far from what is in sight are let go', () => {
    const pages = new RowPages();
    pages.renew(1_000_000);
    for (let at = 0; at < 100; at++) answer(pages, at * PAGE, at * PAGE + 10);
    expect(pages.at(0)).toBeUndefined();
    expect(pages.at(99 * PAGE)?.line).toBe(99 * PAGE);
  });
});
