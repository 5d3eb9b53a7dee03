// @vitest-environment node
// No sentence stands in a component: what a person sees or hears comes from a room's `text`.

import { type AST, parse } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';

const sources = import.meta.glob<string>('../**/*.svelte', { eager: true, query: '?raw', import: 'default' });

/** Attributes, of elements and of our own components, that people see or hear. */
const SPOKEN = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'description',
  'hint',
  'label',
  'placeholder',
  'text',
  'title',
  'yes',
]);

/** Names, keys, and samples of what a person types: the same in every language. */
const SAME_EVERYWHERE = new Set([
  'Berth',
  'Ctrl',
  '/home/ann/app',
  '/home/ann/data:/data:ro',
  '8080:80',
  'bash -l',
  'debian:12',
  'dev-shell',
  'docker.io/library/debian:12',
  'localhost/app:1',
  'localhost/app:dev',
  'trainer-logs:/logs',
]);

/** A sample of a terminal, for the eye alone. */
const SAMPLES = new Set(['../settings/Sample.svelte']);

function isWords(text: string): boolean {
  const trimmed = text.trim();
  return /\p{L}{2}/u.test(trimmed) && !SAME_EVERYWHERE.has(trimmed);
}

/** The hard-coded words of a component, each as it stands there. */
export function hardCoded(source: string): string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    const { type } = node as { type?: string };
    if (type === 'Attribute') {
      const { name, value } = node as AST.Attribute;
      if (SPOKEN.has(name)) found.push(...literals(value).filter(isWords));
      else found.push(...spokenProperties(value));
      return;
    }
    if (type === 'Text') {
      const { data } = node as AST.Text;
      if (isWords(data)) found.push(data.trim());
      return;
    }
    if (type === 'StyleDirective') return;
    if (type === 'RenderTag') {
      const { expression } = node as { expression: { arguments?: unknown[] } };
      found.push(...literals(expression.arguments ?? []).filter((text) => isWords(text) && /^\p{Lu}/u.test(text)));
    }
    if (type === 'ExpressionTag') found.push(...literals((node as AST.ExpressionTag).expression).filter(isWords));
    for (const [key, child] of Object.entries(node)) if (!IGNORED.has(key)) visit(child);
  };
  visit(parse(source, { modern: true }).fragment);
  return found;
}

/** The strings of an object that a component is given: `problem={{ title: 'Lost' }}`. */
function spokenProperties(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(spokenProperties);
  if (typeof node !== 'object' || node === null) return [];
  const value = node as Record<string, unknown> & { type: string };
  if (value.type === 'ExpressionTag') return spokenProperties(value['expression']);
  if (value.type !== 'ObjectExpression') return [];
  return (value['properties'] as { key?: { name?: string }; value?: unknown }[])
    .filter(({ key }) => SPOKEN.has(key?.name ?? ''))
    .flatMap((property) => literals(property.value).filter(isWords));
}

const IGNORED = new Set(['parent', 'metadata', 'start', 'end', 'loc', 'name_loc']);

/** The strings that an expression may show: whole, in a template, or on either side of a condition. */
function literals(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(literals);
  if (typeof node !== 'object' || node === null) return [];
  const shown = node as Record<string, unknown> & { type: string };
  switch (shown.type) {
    case 'Text':
      return [String(shown['data'])];
    case 'Literal':
      return typeof shown['value'] === 'string' ? [shown['value']] : [];
    case 'TemplateLiteral':
      return [
        ...(shown['quasis'] as { value: { cooked: string } }[]).map(({ value }) => value.cooked),
        ...literals(shown['expressions']),
      ];
    case 'ExpressionTag':
      return literals(shown['expression']);
    case 'ConditionalExpression':
      return [...literals(shown['consequent']), ...literals(shown['alternate'])];
    case 'LogicalExpression':
    case 'BinaryExpression':
      return ['&&', '||', '??', '+'].includes(String(shown['operator']))
        ? [...literals(shown['left']), ...literals(shown['right'])]
        : [];
    default:
      return [];
  }
}

describe('components', () => {
  it('are looked through', () => {
    expect(hardCoded('<p>Save it?</p>')).toEqual(['Save it?']);
    expect(hardCoded('<p>{text.saveIt} {count} · 3×4</p>')).toEqual([]);
    expect(hardCoded('<button aria-label="Close" class="plain">×</button>')).toEqual(['Close']);
    expect(hardCoded('<button title={open ? text.hide : `Show ${name}`}></button>')).toEqual(['Show ']);
    expect(hardCoded('<Field label={wanted ?? "Name"} />')).toEqual(['Name']);
    expect(hardCoded('{#if on}<b>{on === "yes" ? "Working" : x}</b>{/if}')).toEqual(['Working']);
    expect(hardCoded('{#snippet foot()}<i>Done</i>{/snippet}')).toEqual(['Done']);
    expect(hardCoded('<Card problem={{ title: "Lost", tone: "loud" }} />')).toEqual(['Lost']);
    expect(hardCoded('{@render choice("Colours", "", value)}')).toEqual(['Colours']);
    expect(hardCoded('<h1>Berth</h1><style>p { color: red }</style>')).toEqual([]);
  });

  it.each(Object.entries(sources).filter(([path]) => !SAMPLES.has(path)))(
    '%s has no sentence of its own',
    (_, source) => {
      expect(hardCoded(source)).toEqual([]);
    },
  );
});

const modules = {
  ...import.meta.glob<string>('../**/*.ts', { eager: true, query: '?raw', import: 'default' }),
  ...sources,
};
/** Sentences' own files, tests, what stands in for the host, and words for developers. */
const NO_PRODUCT = /\/text\/|\.test\.ts$|\/test-|\/backend\/|^\.\.\/main\.ts$/;

/** What begins like a sentence in the script of a component or a module: a capital, and three words at least. */
function sentencesIn(source: string, path: string): string[] {
  const script = path.endsWith('.svelte') ? (/<script[^>]*>(.*?)<\/script>/su.exec(source)?.[1] ?? '') : source;
  const code = script.replace(/\/\*.*?\*\/|^\s*\/\/.*$/gmsu, '');
  return [...code.matchAll(/(['"`])(\p{Lu}(?:\p{Ll}|'\p{Ll})+ [^'"`\n]*\p{L}{2,}[^'"`\n]*)\1/gu)].map(
    ([, , text = '']) => text,
  );
}

describe('scripts', () => {
  it('are looked through', () => {
    expect(sentencesIn("<script>notifyError('Could not paste', x)</script><p>A b c</p>", 'a.svelte')).toEqual([
      'Could not paste',
    ]);
    expect(sentencesIn("// 'Not this one here'\nconst a = t.paste;", 'a.ts')).toEqual([]);
  });

  it.each(Object.entries(modules).filter(([path]) => !NO_PRODUCT.test(path)))(
    '%s has no sentence in its script',
    (path, source) => {
      expect(sentencesIn(source, path)).toEqual([]);
    },
  );
});
