// What is like a command that was not found, in words.

import type { SimilarNames } from '../backend/port';
import { code, type Marked, type Part } from '../i18n/marked';
import { t } from './text';

export function similarWords(found: SimilarNames | null): Marked {
  if (found === null) return [t.similar.noCommand];
  const { wanted, names, compared, complete } = found;
  const rest = complete ? [] : [` ${t.similar.incomplete}`];
  if (names.length === 0) return [...t.similar.none(wanted, compared), ...rest];
  const list = names.flatMap(({ name, folder }, at): Part[] => [at === 0 ? '' : ', ', code(`${folder}/${name}`)]);
  return [...t.similar.found(wanted), ...list.filter((part) => part !== ''), '.', ...rest];
}
