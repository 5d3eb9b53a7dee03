// How components reach the backend: set once in App, read anywhere below it.

import { createContext } from 'svelte';

import type { Backend } from './port';

export const [useBackend, provideBackend] = createContext<Backend>();
