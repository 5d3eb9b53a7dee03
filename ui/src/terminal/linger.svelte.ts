// How long a terminal that nobody sees keeps its xterm.js. The screen model goes
// on without it, and paints a new one when somebody looks again.

/** For who comes right back, ms. */
export const LINGER = 10_000;

/** Lets go of the one that was left last: no other keeps its own, for each is a few MB of the page's memory. */
let letGo: (() => void) | null = null;

/** True while `wanted`, and for a while after unless another is left. For a component's start. */
export function lingering(wanted: () => boolean): { readonly current: boolean } {
  let current = $state(wanted());
  const over = () => (current = false);
  $effect(() => {
    if (wanted()) {
      current = true;
      return;
    }
    letGo?.();
    letGo = over;
    const timer = setTimeout(over, LINGER);
    return () => {
      clearTimeout(timer);
      if (letGo === over) letGo = null;
    };
  });
  return {
    get current() {
      return current;
    },
  };
}
