import type { Wording } from '../../i18n/messages';
import type { en } from './en';

export const de: Wording<typeof en> = {
  closeNotice: 'Hinweis schließen',
  partMissing: 'Eine Datei von Berth ließ sich nicht laden; bleibt das so, installieren Sie Berth neu',
};
