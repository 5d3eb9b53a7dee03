// @vitest-environment node
import { describe, expect, it } from 'vitest';

import { type Later, later, prefetch } from './later';
import Modal from './Modal.svelte';

function counted(fails: number): { part: Later<typeof Modal>; loads: () => number } {
  let loads = 0;
  const file = (): Promise<{ default: typeof Modal }> => {
    loads++;
    return loads <= fails ? Promise.reject(new Error('404')) : Promise.resolve({ default: Modal });
  };
  return { part: later(file), loads: () => loads };
}

describe('a part that is loaded later', () => {
  it('is loaded once, and is there at once from then on', async () => {
    const { part, loads } = counted(0);
    const [first, second] = [part.get(), part.get()];
    expect(await first).toBe(Modal);
    expect(await second).toBe(Modal);
    expect([part.get(), loads()]).toEqual([Modal, 1]);
  });

  it('is tried again after its file was missing', async () => {
    const { part, loads } = counted(1);
    await expect(part.get()).rejects.toThrow('404');
    expect(await part.get()).toBe(Modal);
    expect(loads()).toBe(2);
  });

  it('is fetched ahead, though another one is missing', async () => {
    const [missing, there] = [counted(1), counted(0)];
    prefetch([missing.part, there.part]);
    await expect.poll(() => there.loads()).toBe(1);
    expect(missing.loads()).toBe(1);
  });

  it('is not fetched once that was ended', async () => {
    const { part, loads } = counted(0);
    prefetch([part])();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(loads()).toBe(0);
  });
});
