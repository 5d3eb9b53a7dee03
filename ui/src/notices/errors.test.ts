import { afterEach, describe, expect, it } from 'vitest';

import { speak } from '../i18n/language.svelte';
import { sayError } from './errors';

afterEach(() => speak('system'));

describe('an error', () => {
  it('is told by its code and arguments', () => {
    speak('de');
    const error = { code: 'not_running', args: { name: 'bot' }, message: 'Session "bot" is not running' };
    expect(sayError(error)).toBe('Die Sitzung „bot“ läuft nicht');
  });

  it('is told in the words of the host in English, without its arguments, and where its code is new', () => {
    const error = { code: 'not_running', message: 'Session "bot" is not running' };
    expect(sayError({ ...error, args: { name: 'bot' } })).toBe(error.message);
    speak('de');
    expect(sayError(error)).toBe(error.message);
    expect(sayError({ code: 'of_tomorrow', args: {}, message: 'New' })).toBe('New');
  });
});
