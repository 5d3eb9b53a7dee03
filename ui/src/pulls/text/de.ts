import { grammar } from '../../i18n/grammar';
import type { Wording } from '../../i18n/messages';
import { size } from '../../runs/size';
import type { en } from './en';

const { number, plural } = grammar('de');

export const de: Wording<typeof en> = {
  asking: 'Die Registry wird gefragt…',
  bytes: (done, total) => `${size(done)} von ${size(total)}`,
  layers: (done, all, here) => {
    const layers = plural(all, { one: '1 Schicht', other: `${number(all)} Schichten` });
    if (all === 0) return `alle ${number(here)} Schichten waren da`;
    return here > 0 ? `${number(done)} von ${layers} (${number(here)} waren da)` : `${number(done)} von ${layers}`;
  },
  unpacking: 'wird entpackt',
};
