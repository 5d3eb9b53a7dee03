// What the parts of one window share, and nothing outside it: each part reads it from the context.

import { provideBackend } from '../backend/context';
import type { Backend, Session } from '../backend/port';
import { Defined, provideDefined } from '../definitions/defined.svelte';
import { Crashes, provideCrashes } from '../diagnosis/crashes.svelte';
import { LogChoices, provideLogChoices } from '../logs/choices.svelte';
import { Preferences, providePreferences } from '../preferences/preferences.svelte';
import { ImageJobs, provideImageJobs } from '../pulls/jobs.svelte';
import { provideReboots, Reboots } from '../reboots/reboots.svelte';
import { Feed, provideFeed } from '../runs/feed.svelte';
import { HandedOvers, provideHandedOvers } from '../session/handedOver.svelte';
import { Ladders, provideLadders } from '../session/ladders.svelte';
import { Marks, provideMarks } from '../session/marks.svelte';
import { provideTerminalStatuses, TerminalStatuses } from '../session/status.svelte';
import { Broadcast, provideBroadcast } from '../terminal/broadcast.svelte';
import { provideScreenPool, ScreenPool } from '../terminal/pool';
import { provideUsages, Usages } from '../usage/usages.svelte';

export class Services {
  readonly preferences: Preferences;
  readonly terminals = new TerminalStatuses();
  readonly broadcast = new Broadcast();
  readonly logChoices = new LogChoices();
  readonly pool: ScreenPool;
  readonly feed: Feed;
  readonly handedOver: HandedOvers;
  readonly jobs: ImageJobs;
  readonly defined: Defined;
  readonly ladders: Ladders;
  readonly reboots: Reboots;
  readonly marks: Marks;
  readonly usages: Usages;
  readonly crashes: Crashes;

  constructor(readonly backend: Backend) {
    this.preferences = new Preferences(backend);
    this.feed = new Feed(backend);
    this.handedOver = new HandedOvers(backend);
    this.jobs = ImageJobs.of(backend);
    this.defined = new Defined(backend);
    this.ladders = new Ladders(backend);
    this.reboots = new Reboots(backend);
    this.marks = new Marks(backend);
    this.usages = new Usages(backend);
    this.crashes = new Crashes(backend);
    this.pool = new ScreenPool(this.preferences);
  }

  /** Attaches to a session whose terminal opens next, if that one's size is known. */
  attachAhead(session: Session): void {
    const size = this.terminals.nextSize;
    if (size) this.pool.ahead.begin(this.backend, session, size);
  }

  /** For the start of the window's root component. */
  provide(): void {
    provideBackend(this.backend);
    providePreferences(this.preferences);
    provideTerminalStatuses(this.terminals);
    provideBroadcast(this.broadcast);
    provideScreenPool(this.pool);
    provideFeed(this.feed);
    provideHandedOvers(this.handedOver);
    provideImageJobs(this.jobs);
    provideDefined(this.defined);
    provideLadders(this.ladders);
    provideReboots(this.reboots);
    provideMarks(this.marks);
    provideUsages(this.usages);
    provideCrashes(this.crashes);
    provideLogChoices(this.logChoices);
  }

  /** Follows what changes outside of every window; returns the end of that. */
  listen(): () => void {
    this.handedOver.listen();
    this.ladders.listen();
    this.reboots.listen();
    this.crashes.load();
    this.marks.listen();
    this.defined.listen();
    const ends = [this.feed.watch(), this.usages.watch()];
    return () => ends.forEach((end) => end());
  }
}
