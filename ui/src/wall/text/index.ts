import { messages } from '../../i18n/messages';
import { de } from './de';
import { en } from './en';

export const t = messages<typeof en>({ en, de });
