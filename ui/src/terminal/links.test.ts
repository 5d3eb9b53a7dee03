// @vitest-environment node
import { describe, expect, it } from 'vitest';

import { judgeLink, shownTarget } from './links';

describe('a link', () => {
  it.each([
    ['https://example.org/a?b=c#d', null],
    ['http://127.0.0.1:8080/', null],
    ['https://example.org/docs', 'the documentation'],
    ['https://example.org/docs', 'https://example.org/'],
    ['HTTPS://EXAMPLE.org/', 'www.example.org'.slice(4)],
  ])('%s shown as %j opens', (target, shown) => expect(judgeLink(target, shown).kind).toBe('open'));

  it.each([
    ['https://google.com@evil.example/', null],
    ['https://evil.example/', 'https://bank.example/'],
    ['https://evil.example/', 'www.bank.example'],
    ['https://xn--pple-43d.com/', null],
    ['https://аpple.com/', null], // a Cyrillic а
    ['https://example.org/\u202etxt', null],
    ['ssh://host.example/', 'a machine'],
    ['mailto:a@b.c', null],
  ])('%s shown as %j is asked about', (target, shown) => expect(judgeLink(target, shown).kind).toBe('ask'));

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'ms-msdt:/id',
    'ssh://-oProxyCommand=x/',
    'ssh://-l@host/',
    'nonsense',
    '',
    'http://',
    `https://example.org/${'a'.repeat(5000)}`,
  ])('%s is refused', (target) => expect(judgeLink(target, null)).toEqual({ kind: 'refuse', target }));
});

describe('a target is shown', () => {
  it.each([
    ['https://example.org/a?b', 'https://example.org/a?b'],
    ['https://аpple.com/', 'https://xn--pple-43d.com/'],
    ['https://example.org/\u202etxt', 'https://example.org/%E2%80%AEtxt'],
    ['javascript:alert("\u202e")', 'javascript:alert("%E2%80%AE")'],
    ['no address\u202e', 'no address'],
  ])('%j as %s', (target, shown) => expect(shownTarget(target)).toBe(shown));
});
