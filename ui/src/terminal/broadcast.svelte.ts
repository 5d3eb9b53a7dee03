// Typing into several terminals at once: those on the screen, so that whoever
// types sees everything that it does.

import { createContext } from 'svelte';
import { SvelteMap, SvelteSet } from 'svelte/reactivity';

import type { Pressed } from './encode';

/** What it needs of a terminal; `TerminalView` on the screen. */
export interface BroadcastTarget {
  /** Sends keys, as if they had been typed there: a pressed one as its program asked for it. */
  send(data: string, pressed: Pressed | null): void;
  paste(text: string): void;
  readonly bracketsPastes: boolean;
}

interface BroadcastMember {
  /** The name of its region. */
  label: string;
  terminal: BroadcastTarget;
}

export class Broadcast {
  /** The terminals on the screen that take keys, by an id. */
  readonly visible = new SvelteMap<string, BroadcastMember>();
  /** Those that were chosen; what is typed into one goes to all. */
  readonly #chosen = new SvelteSet<string>();
  #pasting = false;

  readonly on: boolean = $derived(this.#chosen.size > 1);

  /** A terminal came on the screen; call what is returned when it leaves. It leaves the chosen ones as well. */
  enter(id: string, member: BroadcastMember): () => void {
    this.visible.set(id, member);
    return () => {
      this.visible.delete(id);
      this.#chosen.delete(id);
      if (!this.on) this.stop();
    };
  }

  start(ids: readonly string[]): void {
    this.stop();
    if (ids.length > 1) for (const id of ids) this.#chosen.add(id);
  }

  stop(): void {
    this.#chosen.clear();
  }

  has(id: string): boolean {
    return this.on && this.#chosen.has(id);
  }

  /** The labels of the others that get what is typed into `id`. */
  others(id: string): string[] {
    return [...this.#chosen].filter((other) => other !== id).map((other) => this.visible.get(other)?.label ?? '');
  }

  /** Keys were typed into `from`; the others get them too. */
  typed(from: string, data: string, pressed: Pressed | null): void {
    if (this.#pasting || !this.has(from)) return;
    for (const id of this.#chosen) if (id !== from) this.visible.get(id)?.terminal.send(data, pressed);
  }

  /** Pastes into every one, each as its program wants it; false when `into` is alone. */
  paste(into: string, text: string): boolean {
    if (!this.has(into)) return false;
    this.#pasting = true;
    for (const id of this.#chosen) this.visible.get(id)?.terminal.paste(text);
    this.#pasting = false;
    return true;
  }

  /** Whether every program that gets a paste marks it as one, so that no line of it runs by itself. */
  bracketsPastes(into: string): boolean {
    const ids = this.has(into) ? [...this.#chosen] : [into];
    return ids.every((id) => this.visible.get(id)?.terminal.bracketsPastes ?? false);
  }
}

/** That of the window: set once at its root, read anywhere below it. */
export const [useBroadcast, provideBroadcast] = createContext<Broadcast>();
