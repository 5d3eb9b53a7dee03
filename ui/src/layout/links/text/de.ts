import type { Wording } from '../../../i18n/messages';
import type { en } from './en';

export const de: Wording<typeof en> = {
  absent: (name, engine) =>
    engine === null ? `Eine Sitzung ${name} gibt es nicht` : `Eine Sitzung ${name} gibt es auf ${engine} nicht`,
  absentText: 'Ein Link hat danach gefragt. Sie ist vielleicht entfernt oder umbenannt worden.',
  several: (name) => `Mehrere Sitzungen heißen ${name}`,
  unusable: 'Das war kein Link zu einer Sitzung',
  form: 'Ein Link zu einer Sitzung lautet berth://session/ENGINE/NAME.',
};
