// What jsdom lacks and components touch while they mount.

import { vi } from 'vitest';

// Pure tests run without a document, and need not wait for what only components use.
if (typeof window !== 'undefined') {
  const { configure } = await import('@testing-library/dom');
  // A machine that also builds is slow now and then; a wait ends as soon as its condition holds.
  configure({ asyncUtilTimeout: 20_000 });
  // Unmounts what a test has mounted.
  await import('@testing-library/svelte/vitest');

  class NoResizeObserver implements ResizeObserver {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  }
  globalThis.ResizeObserver ??= NoResizeObserver;

  const matchMedia = (query: string): MediaQueryList => {
    const list: Partial<MediaQueryList> = {
      matches: false,
      media: query,
      onchange: null,
      addEventListener: vi.fn(),
      removeEventListener: vi.fn(),
      dispatchEvent: () => false,
    };
    // xterm.js calls the deprecated names.
    return Object.assign(list, { addListener: vi.fn(), removeListener: vi.fn() }) as MediaQueryList;
  };
  if (typeof window.matchMedia !== 'function') Object.assign(window, { matchMedia });

  // A canvas that paints nothing: xterm.js has one for the marks beside its scrollbar,
  // and reads colours back from another.
  const answers: Record<string, unknown> = { getImageData: () => ({ data: [0, 0, 0, 255] }) };
  const painting = new Proxy(answers, {
    get: (known, name) => known[String(name)] ?? (() => ({ width: 0 })),
    set: () => true,
  });
  // uPlot draws with it.
  globalThis.Path2D ??= class {
    moveTo(): void {}
    lineTo(): void {}
    rect(): void {}
  } as unknown as typeof Path2D;
  HTMLCanvasElement.prototype.getContext = (() => painting) as unknown as HTMLCanvasElement['getContext'];

  if (typeof Element.prototype.scrollIntoView !== 'function')
    Object.assign(Element.prototype, { scrollIntoView: vi.fn() });
}
