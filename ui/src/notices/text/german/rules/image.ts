import type { ImageRule, ReferenceRule } from '../../../../backend/port';
import { say, type Sentences } from '../../../sentences';

const reference: Sentences<ReferenceRule> = {
  registry_port: ({ registry }) => `Die Registry „${registry}“ braucht nach „:“ einen Port von 1 bis 65535`,
  registry_name: ({ registry }) =>
    `„${registry}“ ist nicht der Name einer Registry, wie „quay.io“ oder „localhost:5000“`,
  part_empty: () => 'Vor, nach oder zwischen „/“ steht nichts; schreiben Sie „registry/name:tag“',
  part_case: ({ part, lower }) => `„${part}“ muss klein geschrieben sein: „${lower}“`,
  part_character: ({ part, character }) =>
    `„${character}“ darf in „${part}“ nicht stehen; erlaubt sind a-z, 0-9, „.“, „_“ und „-“`,
  part_separator: ({ part }) =>
    `In „${part}“ muss jedes „.“, „_“, „__“ oder „-“ zwischen Buchstaben oder Ziffern stehen`,
  tag: ({ tag }) =>
    `„${tag}“ ist kein Tag; ein Tag hat 1 bis 128 Buchstaben, Ziffern, „_“, „.“ oder „-“ ` +
    'und beginnt mit einem Buchstaben, einer Ziffer oder „_“',
  digest: ({ digest }) =>
    `„${digest}“ ist kein Digest; schreiben Sie nach „@“ „sha256:“ und 64 kleingeschriebene Hexadezimalziffern`,
};

export const image: Sentences<ImageRule> = {
  image_missing: () => 'Die Sitzung braucht ein Image, etwa „docker.io/library/debian:12“',
  image_long: ({ max }) =>
    `Das Image ist länger als ${max} Zeichen; nehmen Sie eine kürzere Referenz oder die ID eines Images`,
  image_flag: ({ image }) =>
    `Das Image „${image}“ beginnt mit „-“; das ist eine Option und kein Image. Entfernen Sie das „-“`,
  image_scheme: ({ image, scheme, rest }) =>
    `Das Image „${image}“ beginnt mit „${scheme}://“; schreiben Sie es ohne das, als „${rest}“`,
  image_reference: ({ image, rule }) =>
    `Das Image „${image}“ ist nicht verwendbar. ${say(reference, rule) ?? rule.code}`,
};
