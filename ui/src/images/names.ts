// What images are called for people.

import type { Image } from '../backend/port';

/** Where the engines look by themselves, and what was made here: nobody needs to read it. */
const USUAL = /^(?:docker\.io\/library\/|docker\.io\/|localhost\/)/;

/** Its first name without what is usual, or the start of its id. */
export function nameOf({ tags, id }: Pick<Image, 'tags' | 'id'>): string {
  return tags[0] === undefined ? id.slice(0, 12) : shortTag(tags[0]);
}

/** `docker.io/library/debian:12` -> `debian:12` */
export function shortTag(tag: string): string {
  return tag.replace(USUAL, '');
}
