import type { Wording } from '../../i18n/messages';
import type { en } from './en';

export const de: Wording<typeof en> = {
  closeNotice: 'Hinweis schließen',
};
