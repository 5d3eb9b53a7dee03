// JSON that is folded out, in colours. Pure.

export type Kind = 'key' | 'string' | 'number' | 'word' | 'mark';

export interface Token {
  text: string;
  kind: Kind;
}

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|([^"\d\-tfn]+|.)/gsu;

/** Pretty-printed JSON in pieces, nothing left out; what is no JSON is `mark`. */
export function tokens(json: string): Token[] {
  const found: Token[] = [];
  for (const [whole, string, colon, number, word] of json.matchAll(TOKENS)) {
    if (string !== undefined) {
      found.push({ text: string, kind: colon === undefined ? 'string' : 'key' });
      if (colon !== undefined) found.push({ text: colon, kind: 'mark' });
    } else found.push({ text: whole, kind: number !== undefined ? 'number' : word !== undefined ? 'word' : 'mark' });
  }
  return found;
}
