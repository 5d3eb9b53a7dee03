// Reading, changing and cloning what a session was created with.

import type {
  KeptData,
  RecreateOutcome,
  RecreatePlan,
  RecreateStep,
  Session,
  SessionSpec,
  SpecFound,
} from '../bindings';

export interface RecreateCalls {
  /** The spec by which a session was created, whoever did, and what no spec can say. */
  sessionSpec(engine: string, id: string): Promise<SpecFound>;
  /** The spec of another like it, with a name and host ports that are free. */
  cloneSpec(engine: string, id: string): Promise<SpecFound>;
  /** What a recreation would change; nothing is done. */
  planRecreate(engine: string, id: string, spec: SessionSpec): Promise<RecreatePlan>;
  /** Makes it anew, or puts it back as it was; `progress` gets each step before it is done. */
  recreateSession(
    engine: string,
    id: string,
    spec: SessionSpec,
    data: KeptData,
    createHostPaths: boolean,
    progress: (step: RecreateStep) => void,
  ): Promise<RecreateOutcome>;
  /** Changes its limits while it runs. */
  changeLimits(engine: string, id: string, spec: SessionSpec): Promise<Session>;
}
