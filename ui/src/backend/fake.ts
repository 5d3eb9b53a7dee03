import type { Backend } from './port';
export type Scenario = 'sessions';
export function scenarioFromUrl(_search: string): Scenario { return 'sessions'; }
export function createFakeBackend(_scenario: Scenario): Backend { throw new Error('not yet'); }
