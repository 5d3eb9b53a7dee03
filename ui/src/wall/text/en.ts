export const en = {
  wall: 'Wall',
  none: 'No session with a terminal is running.',
  explained: 'Running sessions with a terminal. Those that are attached are live.',
  close: 'Close wall',
  closeHint: 'Close (Esc)',
  sessions: 'Running sessions',
  attachToSee: 'Attach to see it live',
  tile: (name: string, engine: string, state: string) => `${name} ${engine}, ${state}`,
  liveTile: (name: string, engine: string, state: string) => `${name} ${engine}, ${state}, live`,
  unseenTile: (name: string, engine: string, state: string) => `Attach to see it live: ${name} ${engine}, ${state}`,
};
