export const en = {
  absent: (name: string, engine: string | null) =>
    engine === null ? `There is no session ${name}` : `There is no session ${name} on ${engine}`,
  absentText: 'A link asked for it. It may be gone, or have another name now.',
  several: (name: string) => `Several sessions are called ${name}`,
  unusable: 'That was no link to a session',
  form: 'A link to a session is berth://session/ENGINE/NAME.',
};
