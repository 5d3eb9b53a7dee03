// What the history room shows: the list, what was found, one run, or two compared.

import type { Backend, Hit, Pattern, Run } from '../backend/port';
import { notify, notifyError } from '../notices/notices';
import { NO_FILTER } from '../runs/recent.svelte';
import { HistoryFilter, type OneSession } from './filter.svelte';
import { RunPages } from './pages.svelte';
import { HitSearch } from './search.svelte';
import { t } from './text';

/** What somebody wants to see of the past. */
export interface HistoryAsked {
  /** Of one session alone. */
  session?: OneSession;
  /** One run, by its number. */
  run?: number;
}

export type Place =
  | { at: 'list' }
  | { at: 'run'; run: Run; line: number | null; inScreen: boolean }
  | { at: 'compare'; before: Run; after: Run };

const LIST: Place = { at: 'list' };

export class HistoryRoom {
  readonly filter = new HistoryFilter();
  readonly pages: RunPages;
  readonly search: HitSearch;
  /** What is searched for. */
  text = $state('');
  kind = $state<Pattern['kind']>('text');
  place = $state.raw<Place>(LIST);
  /** At most two, to be compared. */
  selected = $state.raw<readonly Run[]>([]);
  erasing = $state(false);
  /** Whether nothing of the session is kept; null where that is not known. */
  excluded = $state<boolean | null>(null);
  /** Where one goes back to. */
  #before: Place[] = [];

  constructor(
    private readonly backend: Backend,
    asked: HistoryAsked,
  ) {
    this.pages = new RunPages(backend);
    this.search = new HitSearch(backend);
    this.filter.session = asked.session ?? null;
    if (asked.run !== undefined) void this.openById(asked.run, null, false);
  }

  /** Looked for in logs, rather than listed. */
  get searching(): boolean {
    return this.text.trim() !== '';
  }

  go(place: Place): void {
    this.#before.push(this.place);
    this.place = place;
  }

  /** One step back; false when there is none. */
  back(): boolean {
    const place = this.#before.pop();
    if (!place) return false;
    this.place = place;
    return true;
  }

  /** Lists one session alone. */
  showSession(session: OneSession): void {
    this.filter.clear();
    this.filter.session = session;
    this.text = '';
    this.selected = [];
    this.#before = [];
    this.place = LIST;
  }

  open(run: Run, line: number | null = null, inScreen = false): void {
    this.go({ at: 'run', run, line, inScreen });
  }

  openHit({ run, line, inScreen }: Hit): Promise<void> {
    return this.openById(run, line, inScreen);
  }

  async openById(id: number, line: number | null, inScreen: boolean): Promise<void> {
    try {
      this.open(await this.backend.archivedRun(id), line, inScreen);
    } catch (error) {
      notifyError(t.run.gone(id), error);
    }
  }

  /** Shows a run as it is now, wherever it is shown. */
  changed(run: Run): void {
    this.pages.put(run);
    if (this.place.at === 'run' && this.place.run.id === run.id) this.place = { ...this.place, run };
  }

  /** Selects a run to be compared, or no longer; of three the first goes. */
  select(run: Run): void {
    const others = this.selected.filter(({ id }) => id !== run.id);
    this.selected = others.length < this.selected.length ? others : [...others, run].slice(-2);
  }

  compare(a: Run, b: Run): void {
    const [before, after] = a.key.startedAt <= b.key.startedAt ? [a, b] : [b, a];
    this.go({ at: 'compare', before, after });
  }

  async compareWithBefore(run: Run): Promise<void> {
    try {
      const filter = { ...NO_FILTER, engines: [run.key.session.engine], session: run.name, until: run.key.startedAt };
      const { runs } = await this.backend.runs({ ...filter, limit: 1 });
      const [before] = runs;
      if (before) this.compare(before, run);
    } catch (error) {
      notifyError(t.compare.failed, error);
    }
  }

  async readExcluded(): Promise<void> {
    const session = this.filter.session;
    try {
      this.excluded = session ? await this.backend.sessionExcluded(session.engine, session.name) : null;
    } catch {
      this.excluded = null;
    }
  }

  async exclude(excluded: boolean): Promise<void> {
    const session = this.filter.session;
    if (!session) return;
    try {
      await this.backend.excludeSession(session.engine, session.name, excluded);
      this.excluded = excluded;
    } catch (error) {
      notifyError(t.session.couldNotExclude(session.name), error);
    }
  }

  async erase({ engine, name }: OneSession): Promise<void> {
    this.erasing = false;
    try {
      await this.backend.eraseSession(engine, name);
      this.selected = [];
      notify(t.erase.done(name));
    } catch (error) {
      notifyError(t.erase.couldNot(name), error);
    }
  }
}
