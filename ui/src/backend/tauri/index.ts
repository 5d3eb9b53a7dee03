// The port over Tauri's commands. JSON goes through the generated bindings;
// bytes go beside them, as ArrayBuffers, never as JSON.

import type { Backend } from '../port';
import { activityCalls } from './activity';
import { convertCalls } from './convert';
import { definitionCalls } from './definitions';
import { desktopCalls } from './desktop';
import { diagnosisCalls } from './diagnosis';
import { fileCalls } from './files';
import { imageCalls } from './images';
import { listCalls } from './list';
import { logCalls } from './logs';
import { markCalls } from './marks';
import { noticeCalls } from './notices';
import { rebootCalls } from './reboots';
import { recreateCalls } from './recreate';
import { runCalls } from './runs';
import { sessionCalls } from './sessions';
import { settingsCalls } from './settings';
import { terminalCalls } from './terminals';
import { usageCalls } from './usage';

export function createTauriBackend(): Backend {
  return {
    ...listCalls,
    ...sessionCalls,
    ...recreateCalls,
    ...convertCalls,
    ...imageCalls,
    ...fileCalls,
    ...terminalCalls,
    ...activityCalls,
    ...logCalls,
    ...markCalls,
    ...runCalls,
    ...noticeCalls,
    ...definitionCalls,
    ...rebootCalls,
    ...desktopCalls,
    ...diagnosisCalls,
    ...settingsCalls(),
    ...usageCalls,
  };
}
