// The rules of new sessions in German. The English sentences are the host's own (`validate/rule` in the runner).

import type { Rule } from '../../../../backend/port';
import type { Sentences } from '../../../sentences';
import { command } from './command';
import { env } from './env';
import { image } from './image';
import { name } from './name';
import { option } from './option';
import { port } from './port';
import { stop } from './stop';
import { text } from './text';
import { volume } from './volume';

export const rules: Sentences<Rule> = {
  ...text,
  ...name,
  ...image,
  ...command,
  ...env,
  ...volume,
  ...port,
  ...option,
  ...stop,
};
