import type { StopStepRule } from '../../../../backend/port';
import type { Sentences } from '../../../sentences';

export const stop: Sentences<StopStepRule> = {
  no_step: ({ text }) =>
    `„${text}“ ist kein Schritt eines Stopps; schreiben Sie ein Signal, etwa SIGTERM=10, ` +
    'oder eine Zeile, die getippt wird, etwa type:exit=5',
  step_text_empty: () =>
    'Die Zeile, die ein Stopp tippt, ist leer; schreiben Sie, was das Programm beendet, etwa „exit“',
  step_text_control: ({ character }) =>
    `In der Zeile, die ein Stopp tippt, ist das Steuerzeichen ${character}; entfernen Sie es`,
  step_text_long: ({ bytes, max }) =>
    `Die Zeile, die ein Stopp tippt, ist ${bytes} Bytes lang; höchstens ${max} sind erlaubt`,
  step_seconds: ({ seconds, max }) => `Ein Schritt eines Stopps hat ${seconds} s; höchstens ${max} sind erlaubt`,
  step_count: ({ count, max }) => `Ein Stopp hat 1 bis ${max} Schritte, nicht ${count}`,
};
