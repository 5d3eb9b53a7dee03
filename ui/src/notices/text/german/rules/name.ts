import type { NameRule, SignalRule } from '../../../../backend/port';
import type { Sentences } from '../../../sentences';

const ALLOWED = 'erlaubt sind nur Buchstaben (a-z, A-Z), Ziffern, „_“ und „-“';

export const name: Sentences<NameRule | SignalRule> = {
  name_missing: () => 'Die Sitzung braucht einen Namen, etwa „bot“',
  name_long: ({ count, max }) =>
    `Der Name ist ${count} Zeichen lang; höchstens ${max} sind erlaubt. Wählen Sie einen kürzeren`,
  name_begins: ({ name, character }) =>
    `Der Name „${name}“ beginnt mit „${character}“; beginnen Sie ihn mit einem Buchstaben (a-z, A-Z)`,
  name_space: ({ name }) => `Im Namen „${name}“ ist ein Leerzeichen; ${ALLOWED}`,
  name_character: ({ name, character }) => `Im Namen „${name}“ ist „${character}“; ${ALLOWED}`,
  name_of_pod: ({ name }) =>
    `Der Name „${name}“ geht nicht für einen Pod; erlaubt sind nur kleine Buchstaben (a-z), Ziffern und „-“, ` +
    'höchstens 63, und am Ende kein „-“',
  foreign_name_missing: () => 'Der Name der Sitzung fehlt',
  foreign_name: ({ name }) =>
    `„${name}“ kann kein Containername sein: Engines erlauben Buchstaben, Ziffern, „_“, „.“ und „-“, ` +
    'und vorn einen Buchstaben oder eine Ziffer',
  no_signal: ({ text, max }) =>
    `„${text}“ ist kein Signal; schreiben Sie einen Namen wie TERM, INT, HUP oder KILL oder eine Zahl von 1 bis ${max}`,
};
