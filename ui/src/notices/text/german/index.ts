import type { HostSentences } from '../../sentences';
import { definitionFiles } from './definitionfiles';
import { errors } from './errors';
import { advices, facts, subjects } from './facts';
import { faults } from './faults';
import { remarks } from './remarks';
import { ruleFiles } from './rulefiles';
import { rules } from './rules';

export const german: HostSentences = {
  errors,
  rules,
  faults,
  ruleFiles,
  definitionFiles,
  remarks,
  subjects,
  facts,
  advices,
};
