import type { Wording } from '../../i18n/messages';
import type { en } from './en';

export const de: Wording<typeof en> = {
  wall: 'Übersicht',
  none: 'Zurzeit läuft keine Sitzung mit Terminal.',
  explained: 'Laufende Sitzungen mit Terminal. Verbundene werden live gezeigt.',
  close: 'Übersicht schließen',
  closeHint: 'Schließen (Esc)',
  sessions: 'Laufende Sitzungen',
  attachToSee: 'Für die Live-Ansicht verbinden',
  tile: (name, engine, state) => `${name} ${engine}, ${state}`,
  liveTile: (name, engine, state) => `${name} ${engine}, ${state}, live`,
  unseenTile: (name, engine, state) => `Für die Live-Ansicht verbinden: ${name} ${engine}, ${state}`,
};
