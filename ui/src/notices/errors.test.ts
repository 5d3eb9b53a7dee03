import { afterEach, describe, expect, it } from 'vitest';

import { ERROR_CODES } from '../backend/bindings';
import { BackendError, type Problem, type SettingsProblem, type WireError } from '../backend/port';
import { speak } from '../i18n/language.svelte';
import { sayError, sayFault, sayHealth, sayProblem, wordsOf } from './errors';
import recordedFaults from './faults.json';
import operations from './operations.json';
import recorded from './samples.json';
import { OPERATIONS } from './text/german/operations';
import { rules } from './text/german/rules';

/** An error of every code, written by a test of the host. */
const samples = recorded as unknown as WireError[];
/** A fault of every code, of `config.toml` and of themes. */
const faults = recordedFaults as unknown as SettingsProblem[];

afterEach(() => speak('system'));

describe('an error', () => {
  it('is told by its code and arguments', async () => {
    await speak('de');
    const error = { code: 'not_running', args: { name: 'bot' }, message: 'Session "bot" is not running' };
    expect(sayError(error)).toBe('Die Sitzung „bot“ läuft nicht');
  });

  it('is told in the words of the host in English, without its arguments, and where its code is new', async () => {
    const error = { code: 'not_running', message: 'Session "bot" is not running' };
    expect(sayError({ ...error, args: { name: 'bot' } })).toBe(error.message);
    await speak('de');
    expect(sayError(error)).toBe(error.message);
    expect(sayError({ code: 'of_tomorrow', args: {}, message: 'New' })).toBe('New');
  });
});

describe('a rule that a value breaks', () => {
  const problem: Problem = {
    field: 'ports',
    index: 0,
    rule: {
      code: 'port_text',
      args: { port: '90-80', rule: { code: 'range_backwards', args: { start: 90, end: 80 } } },
    },
    message: 'The port "90-80" can\'t be used: the range 90-80 goes backwards; write 80-90',
  };

  it('is told in the words of the host in English', () => {
    expect(sayProblem(problem)).toBe(problem.message);
  });

  it('is told by its code and arguments, also as an error', async () => {
    await speak('de');
    const german = 'Der Port „90-80“ ist nicht verwendbar. Der Bereich 90-80 läuft rückwärts; schreiben Sie 80-90';
    expect(sayProblem(problem)).toBe(german);
    const error = new BackendError({ code: 'invalid', message: problem.message, detail: null, problems: [problem] });
    expect(wordsOf(error).text).toBe(german);
  });

  it('has a German sentence for every code, with its values', () => {
    const value = { toString: () => '\u0001' };
    const args = new Proxy(
      {},
      { get: (_, name) => ({ rule: { code: 'x', args: {} }, subject: 'volume' })[name as string] ?? value },
    );
    expect(Object.keys(rules).length).toBeGreaterThan(50);
    for (const [code, sentence] of Object.entries(rules)) {
      const said = sentence(args as never);
      expect(said, code).toMatch(/^[\p{Lu}„\u0001].{12}/su);
      expect(said, code).not.toMatch(/undefined|\[object/);
    }
  });
});

describe('every error of the host', () => {
  it('has a sample and a German sentence of its arguments', async () => {
    await speak('de');
    expect(new Set(samples.map(({ code }) => code))).toEqual(new Set(ERROR_CODES));
    for (const { problems, ...sample } of samples.filter(({ code }) => code !== 'invalid')) {
      const german = sayError(sample);
      expect(german, sample.code).not.toBe(sample.message);
      expect(german, sample.code).not.toMatch(/undefined/);
      expect(problems).toEqual([]);
    }
  });

  it('tells the reason and what to do', async () => {
    await speak('de');
    const refused = samples.filter(({ code }) => code === 'refused');
    expect(refused.map(sayError)[0]).toBe(
      '„web“ konnte nicht gestartet werden (podman). Port 80 ist auf diesem Rechner schon vergeben',
    );
    const args = { engine: 'docker' };
    const reason = { code: 'docker_stopped', args: {} } as const;
    const fault = { code: 'engine_unavailable', args, reason };
    expect(sayHealth({ fault, message: 'docker is away' })).toContain('sudo systemctl start docker');
  });

  it('says in German why something was kept, or can’t be read', async () => {
    await speak('de');
    const said = samples.map(sayError);
    expect(said).toContainEqual(expect.stringMatching(/^Berth entfernt „web“ nicht\. Die systemd-Unit web\.service/));
    expect(said).toContainEqual(expect.stringMatching(/nicht zu lesen ist\. Darin steht kein Container$/));
    expect(said).toContainEqual(expect.stringMatching(/nicht entfernt\. Die Engine ist in 600 s nicht fertig/));
    expect(said).toContainEqual(expect.stringMatching(/nicht geschrieben werden\. \/f konnte/));
    const invalid = samples.filter(({ code }) => code === 'invalid');
    expect(invalid.length).toBeGreaterThan(1);
    for (const sample of invalid) expect(wordsOf(new BackendError(sample)).text).not.toContain(sample.message);
  });

  it('names in German each operation that the runner names', () => {
    expect(operations.length).toBeGreaterThan(20);
    expect(operations.filter((words) => OPERATIONS[words] === undefined)).toEqual([]);
  });
});

describe('a fault of the settings', () => {
  it.each(faults)('is said in German: $message', async (problem) => {
    expect(sayFault(problem)).toBe(problem.message);
    await speak('de');
    const german = sayFault(problem);
    expect(german).not.toBe(problem.message);
    expect(german).not.toMatch(/undefined|must|can't|lacks/);
    expect(german).toContain('/f');
  });
});
