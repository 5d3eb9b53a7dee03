// @vitest-environment node

import { describe, expect, it } from 'vitest';

import { FakeBackend } from '../../backend/fake';
import { speak } from '../../i18n/language.svelte';
import {
  defaultEngine,
  type Draft,
  emptyDraft,
  meaningOf,
  messagesFor,
  parseEnvLines,
  type Remark,
  rowOf,
  specOf,
} from './draft';

function draft(part: Partial<Draft>): Draft {
  return { ...emptyDraft('podman'), ...part };
}

describe('specOf', () => {
  it('leaves out empty rows and the space around entries', () => {
    const spec = specOf(
      draft({
        name: ' shell ',
        volumes: ['', ' a:/a ', ''],
        ports: ['80', ''],
        env: [
          { key: '', value: '' },
          { key: ' K ', value: ' v ' },
        ],
      }),
    );
    expect(spec).toMatchObject({ name: 'shell', volumes: ['a:/a'], ports: ['80'], env: [{ key: 'K', value: ' v ' }] });
  });

  it('keeps a value without a key, so that the rules can refuse it', () => {
    expect(specOf(draft({ env: [{ key: '', value: 'x' }] })).env).toHaveLength(1);
  });
});

it.each([
  [['podman:far', 'docker', 'podman'], 'podman'],
  [['podman:far', 'docker'], 'docker'],
  [['podman:far'], 'podman:far'],
  [[], ''],
])('of %s, a new session is on %s', (ready, engine) => {
  const health = new FakeBackend().health[0];
  if (!health) throw new Error('no engine');
  const away = { ...health, engine: 'podman', status: 'unavailable' } as const;
  expect(
    defaultEngine([...(ready.includes('podman') ? [] : [away]), ...ready.map((id) => ({ ...health, engine: id }))]),
  ).toBe(engine);
});

describe('messagesFor', () => {
  const problems: Remark[] = [
    { field: 'volumes', index: 1, message: 'bad entry' },
    { field: 'volumes', index: null, message: 'too many' },
    { field: 'name', index: null, message: 'bad name' },
  ];
  const form = draft({ volumes: ['a:/a', '', 'nonsense', ''] });

  it("puts an entry's message at its row, past the empty ones", () => {
    expect(rowOf(form, 'volumes', 1)).toBe(2);
    expect(messagesFor(form, problems, 'volumes', 2)).toEqual(['bad entry']);
    expect(messagesFor(form, problems, 'volumes', 1)).toEqual([]);
  });

  it('puts a message about the whole list at its first row', () => {
    expect(messagesFor(form, problems, 'volumes', 0)).toEqual(['too many']);
  });

  it('keeps fields apart', () => {
    expect(messagesFor(form, problems, 'name')).toEqual(['bad name']);
    expect(messagesFor(form, problems, 'image')).toEqual([]);
  });
});

describe('parseEnvLines', () => {
  it('reads an .env file', () => {
    expect(parseEnvLines('# tokens\nexport A=1\nB="two words"\n\nC=x=y\n')).toEqual([
      { key: 'A', value: '1' },
      { key: 'B', value: 'two words' },
      { key: 'C', value: 'x=y' },
    ]);
  });

  it.each(['PATH', 'not an assignment', 'A=1\nand prose', ''])('takes "%s" for text', (text) => {
    expect(parseEnvLines(text)).toBeNull();
  });
});

describe('meaningOf', () => {
  const mount = { target: '/data', readOnly: false, options: [], local: true };

  it.each([
    [
      { ...mount, source: { kind: 'host', name: '/srv/x' } },
      '/srv/x, a folder on this machine, at /data',
      '/srv/x, ein Ordner auf diesem Rechner, unter /data',
    ],
    [
      { ...mount, source: { kind: 'host', name: '/x' }, local: false },
      '/x, a folder on the engine’s machine, at /data',
      '/x, ein Ordner auf dem Rechner der Engine, unter /data',
    ],
    [
      { ...mount, source: { kind: 'volume', name: 'cache' }, readOnly: true },
      'named volume cache, at /data, read-only',
      'benanntes Volume cache, unter /data, schreibgeschützt',
    ],
    [
      { ...mount, source: { kind: 'anonymous' } },
      'a new volume without a name, at /data',
      'ein neues Volume ohne Namen, unter /data',
    ],
    [
      { ...mount, source: { kind: 'tmpfs' }, readOnly: true },
      'memory (tmpfs), gone with the run, at /data, read-only',
      'Arbeitsspeicher (tmpfs), weg mit dem Lauf, unter /data, schreibgeschützt',
    ],
  ] as const)('tells %o in both languages', async (volume, english, german) => {
    const spec = { ...volume, options: [] };
    expect(meaningOf(spec)).toBe(english);
    await speak('de', 'de');
    expect(meaningOf(spec)).toBe(german);
    await speak('en', 'en');
  });
});
