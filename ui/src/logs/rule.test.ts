// @vitest-environment node
import { describe, expect, it } from 'vitest';

import { parseRule, ruleText } from './rule';

const rule = (text: string, regex = false, not = false, caseful = false) => ({
  pattern: { text, regex, caseful },
  not,
});

describe('a filter that is typed', () => {
  it.each([
    ['refused', rule('refused')],
    ['  two words ', rule('two words')],
    ['/a+b/', rule('a+b', true)],
    ['-health', rule('health', false, true)],
    ['!health', rule('health', false, true)],
    ['-/GET .* 200/', rule('GET .* 200', true, true)],
    ['"-v"', rule('-v')],
    ['-"/x/"', rule('/x/', false, true)],
    // As lines of output begin.
    ['- item', rule('- item')],
    ['-', rule('-')],
    ['/', rule('/')],
    ['/var/log', rule('/var/log')],
  ])('%j', (text, parsed) => {
    expect(parseRule(text)).toEqual(parsed);
    expect(parseRule(ruleText(parsed))).toEqual(parsed);
  });

  it.each(['', '   '])('%j is none', (text) => {
    expect(parseRule(text)).toBeNull();
  });

  it('is a regular expression, or minds the case, where the buttons say so', () => {
    expect(parseRule('a|b', true, true)).toEqual(rule('a|b', true, false, true));
    expect(parseRule('-/a/', false, true)).toEqual(rule('/a/', true, true));
  });
});
