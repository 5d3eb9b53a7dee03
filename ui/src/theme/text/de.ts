import type { Wording } from '../../i18n/messages';
import type { en } from './en';

export const de: Wording<typeof en> = {
  separators: { once: 'neu gestartet {time}', often: '{times}-mal neu gestartet, zuletzt {time}' },
};
