// The engine's JSON as the nodes of a tree, a node a line, each with its text as it stands. Pure. Numbers stay as they
// were written: some are too large for JavaScript.

export interface Node {
  /** Its place among all of them. */
  index: number;
  /** 0 at the top. */
  depth: number;
  /** Its name in an object, its place in an array. */
  key: string;
  /** Where it is, as jq writes it: `.Config.Env[2]`. */
  path: string;
  /** Its text as JSON; of an object or an array only how it begins. */
  text: string;
  kind: 'object' | 'array' | 'string' | 'number' | 'word';
  /** What it holds. */
  count: number;
  /** The object or array that holds it; null at the top. */
  parent: number | null;
  /** Its place among those beside it, from 1. */
  place: number;
  /** The last node in it; itself where there is none. */
  last: number;
  /** Its first line, and its last. */
  lines: readonly [number, number];
}

/** Of a line: its key, and its value without the comma after it. */
const LINE = /^ *(?:("(?:[^"\\]|\\.)*"): )?(.*?),?$/su;
const NAME = /^[A-Za-z_]\w*$/;
const NONE: readonly Node[] = [];

/** Whether there is anything in it to fold. */
export const holds = ({ kind, count }: Node): boolean => (kind === 'object' || kind === 'array') && count > 0;

/** Pretty-printed JSON, as serde_json writes it: each value and each bracket that closes on a line of its own. */
export class Tree {
  readonly nodes: readonly Node[];
  readonly #lines: readonly string[];
  readonly #top: number;

  constructor(readonly json: string) {
    this.#lines = json.split('\n');
    this.nodes = this.#lines[0] === '{' || this.#lines[0] === '[' ? read(this.#lines) : NONE;
    this.#top = this.nodes.filter(({ depth }) => depth === 0).length;
  }

  /** What is drawn while these are unfolded. */
  visible(unfolded: ReadonlySet<number>): Node[] {
    const shown: Node[] = [];
    for (let at = 0; at < this.nodes.length; at += 1) {
      const node = this.nodes[at];
      if (!node) break;
      shown.push(node);
      if (!unfolded.has(at)) at = node.last;
    }
    return shown;
  }

  /** What it holds, as it stands; a text without its quotes. */
  valueOf({ kind, lines: [first, last], text, depth }: Node): string {
    if (kind === 'string') return JSON.parse(text) as string;
    if (first === last) return text;
    const indent = 2 * (depth + 1);
    const within = this.#lines.slice(first + 1, last).map((line) => line.slice(indent));
    return [text, ...within, kind === 'object' ? '}' : ']'].join('\n');
  }

  /** Those whose key or value has the words in it, or whose path, where the words begin as one. */
  find(words: string): Node[] {
    const wanted = words.trim().toLowerCase();
    if (wanted === '') return [];
    const has = (text: string): boolean => text.toLowerCase().includes(wanted);
    return this.nodes.filter((node) => has(node.key) || has(node.text) || (wanted.startsWith('.') && has(node.path)));
  }

  /** How many there are in what holds it. */
  beside({ parent }: Node): number {
    return parent === null ? this.#top : (this.nodes[parent]?.count ?? 0);
  }

  /** The objects and arrays around a node. */
  around(node: Node): number[] {
    const found: number[] = [];
    for (let at = node.parent; at !== null; at = this.nodes[at]?.parent ?? null) found.push(at);
    return found;
  }
}

function read(lines: readonly string[]): Node[] {
  const nodes: Node[] = [];
  const open: Node[] = [];
  let top = 0;
  // Without the brackets of the whole.
  lines.slice(1, -1).forEach((line, before) => {
    const number = before + 1;
    const [, name, text = ''] = LINE.exec(line) ?? [];
    const within = open.at(-1);
    if (name === undefined && (text === '}' || text === ']')) {
      open.pop();
      if (within) Object.assign(within, { last: nodes.length - 1, lines: [within.lines[0], number] });
      return;
    }
    const place = within ? (within.count += 1) : (top += 1);
    const key = name === undefined ? String(place - 1) : (JSON.parse(name) as string);
    const base = within?.path ?? '';
    const path = name === undefined ? `${base || '.'}[${key}]` : `${base}${step(key, base)}`;
    const index = nodes.length;
    const parent = within?.index ?? null;
    const kind = kindOf(text);
    const node: Node = {
      index,
      depth: open.length,
      key,
      path,
      text,
      kind,
      count: 0,
      parent,
      place,
      last: index,
      lines: [number, number],
    };
    nodes.push(node);
    if (text === '{' || text === '[') open.push(node);
  });
  return nodes;
}

/** jq takes a key that is no name in brackets; at the beginning after a dot. */
function step(key: string, base: string): string {
  if (NAME.test(key)) return `.${key}`;
  return `${base === '' ? '.' : ''}[${JSON.stringify(key)}]`;
}

function kindOf(text: string): Node['kind'] {
  if (text.startsWith('{')) return 'object';
  if (text.startsWith('[')) return 'array';
  if (text.startsWith('"')) return 'string';
  return /^-?\d/.test(text) ? 'number' : 'word';
}
