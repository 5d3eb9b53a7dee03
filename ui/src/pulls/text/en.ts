import { grammar } from '../../i18n/grammar';
import { size } from '../../runs/size';

const { number, plural } = grammar('en');

export const en = {
  asking: 'Asking the registry…',
  bytes: (done: number, total: number) => `${size(done)} of ${size(total)}`,
  layers: (done: number, all: number, here: number) => {
    const layers = plural(all, { one: '1 layer', other: `${number(all)} layers` });
    if (all === 0) return `all ${number(here)} layers were here`;
    return here > 0 ? `${number(done)} of ${layers} (${number(here)} were here)` : `${number(done)} of ${layers}`;
  },
  unpacking: 'unpacking',
};
