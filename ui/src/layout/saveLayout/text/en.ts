export const en = {
  title: 'Save layout as',
  name: 'Name',
  save: 'Save layout',
  columns: 'Columns, from left to right',
  below: (names: readonly string[]) => names.join(' above '),
  leftOut: (names: readonly string[]) =>
    `Left out, because sessions.toml does not define it: ${names.join(', ')}. “Save as definition” in its menu does.`,
  replaces: (name: string) => `The layout ${name} is replaced.`,
  saved: (name: string) => `Layout ${name} is in sessions.toml; the palette opens it.`,
};
