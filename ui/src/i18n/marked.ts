// Sentences with a part that stands out. They stay whole, so that each language puts the part in its own place.

export type Mark = 'strong' | 'code' | 'kbd';
export type Part = string | { mark: Mark; text: string };
export type Marked = readonly Part[];

export function strong(text: string): Part {
  return { mark: 'strong', text };
}

export function code(text: string): Part {
  return { mark: 'code', text };
}

export function kbd(text: string): Part {
  return { mark: 'kbd', text };
}
