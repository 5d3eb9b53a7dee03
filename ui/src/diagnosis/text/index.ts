import { messages } from '../../i18n/messages';
import { en } from './en';

export const t = messages(en, { de: async () => (await import('./de')).de });
