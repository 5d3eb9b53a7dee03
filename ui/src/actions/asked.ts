// What a dialog of the actions is open for.

import type { ByHand, Session } from '../backend/port';
import type { BulkVerb } from '../session/bulk';
import type { DialogVerb } from '../session/context';

export type PodVerb = 'start' | 'stop' | 'remove';

export type Asked =
  | { verb: DialogVerb | 'delete' | 'undefine'; session: Session }
  | { verb: 'recreate'; session: Session; byFile: boolean }
  | { verb: 'deleteWithoutLog'; session: Session; volumes: boolean; words: string }
  | { verb: 'pod'; session: Session; pod: string; members: readonly Session[] }
  | { verb: 'handOver'; session: Session; why: ByHand; command: string }
  | { verb: 'many'; what: BulkVerb; sessions: readonly Session[] };

/** Where the dialog that is open is kept; null when none is. */
export interface DialogOwner {
  asked: Asked | null;
}
