// How long a terminal that nobody sees keeps its xterm.js. The screen model goes
// on without it, and paints a new one when somebody looks again.

/** For who comes right back, ms. */
export const LINGER = 10_000;

/** True while `wanted`, and for a while after. For a component's start. */
export function lingering(wanted: () => boolean): { readonly current: boolean } {
  let current = $state(wanted());
  $effect(() => {
    if (wanted()) {
      current = true;
      return;
    }
    const timer = setTimeout(() => (current = false), LINGER);
    return () => clearTimeout(timer);
  });
  return {
    get current() {
      return current;
    },
  };
}
