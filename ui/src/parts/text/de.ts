import type { Wording } from '../../i18n/messages';
import type { en } from './en';

export const de: Wording<typeof en> = {
  keycaps: { Ctrl: 'Strg', Shift: 'Umschalt', Del: 'Entf', Enter: 'Eingabe', Space: 'Leertaste', Tab: 'Tab' },

  cancel: 'Abbrechen',
  close: 'Schließen',
  copy: 'Kopieren',
  copied: 'Kopiert',
  notAllowed: 'Nicht erlaubt',
  copyingNotAllowed: 'Kopieren ist hier nicht erlaubt',
  details: 'Einzelheiten',
  copyDetails: 'Einzelheiten kopieren',
  noClipboard: 'Das System lässt Berth nicht auf die Zwischenablage zugreifen.',
  couldNotOpen: (url) => `${url} konnte nicht geöffnet werden`,
};
