// Starts, stops and removes whole pods.

import type { Backend, Session } from '../backend/port';
import { notify } from '../notices/notices';
import type { SessionList } from '../sessions/list.svelte';
import type { DialogOwner, PodVerb } from './asked';
import type { Progress } from './progress';
import { t } from './text';

export class Pods {
  constructor(
    private readonly backend: Backend,
    private readonly list: SessionList,
    private readonly dialogs: DialogOwner,
    private readonly progress: Progress,
  ) {}

  /** Opens the dialog of the pod that a session is in. */
  ask(session: Session, pod: string): void {
    const members = this.list.sessions.filter((member) => member.engine === session.engine && member.pod === pod);
    this.dialogs.asked = { verb: 'pod', session, pod, members };
  }

  /** Does to a whole pod what its dialog asked for. */
  confirm(session: Session, pod: string, verb: PodVerb): void {
    this.dialogs.asked = null;
    const { engine } = session;
    const busy = { start: t.busy.starting, stop: t.busy.stopping, remove: t.busy.deleting }[verb];
    void this.progress.during(session, busy, t.pod.couldNot[verb](pod), async () => {
      if (verb === 'start') await this.backend.startPod(engine, pod);
      else if (verb === 'stop') await this.backend.stopPod(engine, pod);
      else await this.backend.removePod(engine, pod);
      notify(t.pod.done[verb](pod));
    });
  }
}
