// A fact, as tables show it.

export interface Fact {
  /** Unique in its table. */
  name: string;
  value: string;
  /** Of a program or for one: an id, a path, a command. */
  mono?: boolean;
  /** What the button that copies it is called; without one it has none. */
  copy?: string;
  /** What can be done about it. */
  button?: { label: string; run: () => void };
}

/** Those that have a value. */
export function known(facts: readonly Fact[]): Fact[] {
  return facts.filter(({ value }) => value !== '');
}
