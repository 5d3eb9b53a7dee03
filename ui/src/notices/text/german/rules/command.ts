import type { CommandRule } from '../../../../backend/port';
import type { Sentences } from '../../../sentences';

export const command: Sentences<CommandRule> = {
  command_long: ({ bytes, max }) =>
    `Der Befehl ist ${bytes} Bytes lang; höchstens ${max} sind erlaubt. ` +
    'Schreiben Sie ihn in ein Skript, und hängen Sie das ein',
  command_nul: () => 'Im Befehl ist ein NUL-Zeichen; entfernen Sie es',
  command_control: ({ character }) => `Im Befehl ist das Steuerzeichen ${character}; entfernen Sie es`,
  command_unbalanced: ({ command }) =>
    `Im Befehl fehlt zu einem Anführungszeichen oder Backslash das Gegenstück: ${command}. Ergänzen Sie es`,
  command_empty_word: () =>
    'Der Befehl beginnt mit einem leeren Wort; beginnen Sie ihn mit dem Programm, das laufen soll',
  command_json: ({ error }) =>
    `Der Befehl sieht wie JSON aus, ist aber keine Liste von Texten (${error}); ` +
    'schreiben Sie ["sleep", "100"] oder: sleep 100',
  command_json_control: () => 'In einem der Texte des Befehls ist ein Steuerzeichen; entfernen Sie es',
  command_prompt: ({ prompt, command }) =>
    `Der Befehl beginnt mit „${prompt}“, der Eingabeaufforderung einer Shell; lassen Sie sie weg: ${command}`,
  command_only_variable: ({ name }) =>
    `Der Befehl beginnt mit der Variablen „${name}“, die nur eine Shell setzen würde; ` +
    'setzen Sie sie unter „Umgebung“, und nennen Sie das Programm, das laufen soll',
  command_variable: ({ name, command }) =>
    `Der Befehl beginnt mit der Variablen „${name}“, die nur eine Shell setzen würde; ` +
    `setzen Sie sie unter „Umgebung“, oder schreiben Sie: env ${command}`,
  command_builtin: ({ word, shell }) =>
    `„${word}“ ist ein Teil der Shell und kein Programm, und der Befehl läuft ohne Shell; schreiben Sie: ${shell}`,
  command_missing: () => 'Der Befehl fehlt; schreiben Sie, was laufen soll, etwa „sh“',
  command_line_end: ({ shell }) =>
    'Im Befehl ist außerhalb von Anführungszeichen ein Zeilenende, das nur eine Shell versteht, und er läuft ohne ' +
    `Shell. Setzen Sie es in Anführungszeichen, oder schreiben Sie: ${shell}`,
  command_operator: ({ operator, shell }) =>
    `Im Befehl ist außerhalb von Anführungszeichen „${operator}“, das nur eine Shell versteht, und er läuft ohne ` +
    `Shell. Setzen Sie es in Anführungszeichen, oder schreiben Sie: ${shell}`,
};
