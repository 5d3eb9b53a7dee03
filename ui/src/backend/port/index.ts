// The one door from the window to its host. Everything in `ui/` reaches the
// system through this interface: Tauri implements it, and so does the fake that
// unit tests and `npm run dev` in a plain browser use. Each file has the calls of one noun.

import type { ActivityCalls } from './activity';
import type { ConvertCalls } from './convert';
import type { DefinitionCalls } from './definitions';
import type { DesktopCalls } from './desktop';
import type { DiagnosisCalls } from './diagnosis';
import type { FileCalls } from './files';
import type { ImageCalls } from './images';
import type { ListCalls } from './list';
import type { LogCalls } from './logs';
import type { MarkCalls } from './marks';
import type { NoticeCalls } from './notices';
import type { RebootCalls } from './reboots';
import type { RecreateCalls } from './recreate';
import type { RunCalls } from './runs';
import type { SessionCalls } from './sessions';
import type { SettingsCalls } from './settings';
import type { TerminalCalls } from './terminals';
import type { UsageCalls } from './usage';

export type * from '../bindings';
export type { ActivityCalls, PeekListener, PeekScreen } from './activity';
export type { ConvertCalls } from './convert';
export type { DefinitionCalls } from './definitions';
export type { DesktopCalls } from './desktop';
export type { DiagnosisCalls } from './diagnosis';
export { BackendError } from './error';
export type { FileCalls } from './files';
export type { ImageCalls } from './images';
export type { ListCalls } from './list';
export type { LogCalls, LogListener, LogView } from './logs';
export type { MarkCalls } from './marks';
export type { NoticeCalls } from './notices';
export type { RebootCalls } from './reboots';
export type { RecreateCalls } from './recreate';
export type { RunCalls, RunScreen, SearchListener } from './runs';
export type { SessionCalls } from './sessions';
export type { SettingsCalls } from './settings';
export type { Subscription } from './subscription';
export type { TerminalCalls, TerminalHandle, TerminalListener } from './terminals';
export type { UsageCalls } from './usage';

/** Every promise rejects with a `BackendError`. */
export interface Backend
  extends
    ListCalls,
    SessionCalls,
    RecreateCalls,
    ConvertCalls,
    ImageCalls,
    FileCalls,
    TerminalCalls,
    ActivityCalls,
    LogCalls,
    MarkCalls,
    RunCalls,
    NoticeCalls,
    DefinitionCalls,
    RebootCalls,
    DesktopCalls,
    DiagnosisCalls,
    SettingsCalls,
    UsageCalls {}
