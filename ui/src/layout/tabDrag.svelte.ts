// A tab that follows the pointer: to another place in the bar, or into a pane.
//
// Pointer events, not the drag and drop of the page: the web view of some platforms keeps that to itself.

import { dropIndex, type Span } from '../tabs/order';
import type { OpenTabs } from '../tabs/tabs.svelte';

/** The bar, in the coordinates of the pointer. */
export interface BarGeometry {
  box: { left: number; right: number; top: number; bottom: number };
  /** Where its tabs lie. */
  spans: readonly Span[];
}

/** What a drag needs of the page. */
export interface DragStage {
  geometry(): BarGeometry;
  /** Scrolls the bar, in px. */
  scroll(by: number): void;
  /** The pane at a point. */
  paneAt(x: number, y: number): number | null;
  /** From now on the pointer's events are the bar's, wherever it is. */
  capture(pointer: number): void;
}

type Point = Pick<PointerEvent, 'clientX' | 'clientY'>;

/** A pointer that moves less still clicks, px. */
const THRESHOLD = 5;
/** How near the ends of the bar it scrolls, and by how much a frame, px. */
const EDGE = 28;
const STEP = 8;
/** So far above and below the bar the pointer still means the bar, px. */
const SLACK = 8;

export class TabDrag {
  /** The tab that is dragged. */
  key = $state<string | null>(null);
  /** Before which tab it would come; null while it would not move. */
  to = $state<number | null>(null);
  #pressed: { key: string; x: number; y: number } | null = null;
  #last: Point = { clientX: 0, clientY: 0 };

  constructor(
    private readonly tabs: OpenTabs,
    private readonly stage: DragStage,
  ) {}

  press(key: string, event: Pick<PointerEvent, 'button' | 'clientX' | 'clientY'>): void {
    this.#pressed = event.button === 0 ? { key, x: event.clientX, y: event.clientY } : null;
  }

  move(event: Point & Pick<PointerEvent, 'pointerId'>): void {
    if (!this.#pressed) return;
    this.#last = { clientX: event.clientX, clientY: event.clientY };
    const { key, x, y } = this.#pressed;
    if (this.key === null) {
      if (Math.hypot(event.clientX - x, event.clientY - y) < THRESHOLD) return;
      this.key = key;
      this.stage.capture(event.pointerId);
      this.#scrollAtEdges();
    }
    this.#aim();
  }

  /** Drops the tab. */
  release(): void {
    const { key, to } = this;
    const pane = this.tabs.dropPane;
    this.cancel();
    if (key === null) return;
    if (pane !== null) this.tabs.showIn(pane, key);
    else if (to !== null) {
      this.tabs.reorder(key, to);
      this.tabs.activeKey = key;
    } else return;
    this.tabs.onfocus();
  }

  /** Everything stays as it was. */
  cancel(): void {
    this.#pressed = this.key = this.to = null;
    this.tabs.dropPane = null;
  }

  /** Finds out where the tab would come if it were dropped now. */
  #aim(): void {
    const { clientX: x, clientY: y } = this.#last;
    const { box, spans } = this.stage.geometry();
    const inBar = y > box.top - SLACK && y < box.bottom + SLACK;
    const from = this.tabs.tabs.findIndex((tab) => tab.key === this.key);
    const to = dropIndex(spans, x);
    this.to = inBar && to !== from && to !== from + 1 ? to : null;
    const pane = inBar ? null : this.stage.paneAt(x, y);
    const shown = this.tabs.panes.find(({ id }) => id === pane)?.key;
    this.tabs.dropPane = shown === this.key ? null : pane;
  }

  /** While the tab is at an end of the bar, what lies beyond comes into view. */
  #scrollAtEdges(): void {
    if (this.key === null) return;
    const { box } = this.stage.geometry();
    const { clientX: x, clientY: y } = this.#last;
    const by = x > box.right - EDGE ? STEP : x < box.left + EDGE ? -STEP : 0;
    if (by !== 0 && y > box.top - SLACK && y < box.bottom + SLACK) {
      this.stage.scroll(by);
      this.#aim();
    }
    requestAnimationFrame(() => this.#scrollAtEdges());
  }
}
