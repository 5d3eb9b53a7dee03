/// <reference types="vitest/config" />
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  // Tests with a document clean up, see test-setup.ts.
  plugins: [svelte(), svelteTesting({ autoCleanup: false })],
  // tauri.conf.json names this port; another one would leave the window empty.
  server: { port: 1420, strictPort: true, host: '127.0.0.1' },
  clearScreen: false,
  build: {
    // WebKitGTK 2.40 and WebView2 are the oldest engines that Tauri 2 runs on.
    target: ['safari16.4', 'chrome111'],
    // The security policy has no `data:` for scripts, and fonts are cached better as files.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What the window opens with is one file: each file is a call of the host.
            { name: 'start', tags: ['$initial'], priority: 1 },
            // So is a language, whichever rooms are open.
            { name: 'german', test: /\/text\/(?:de\.ts|german\/)/ },
          ],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    testTimeout: 60_000,
    // One core is left free otherwise: half of a machine with two.
    maxWorkers: '100%',
    setupFiles: ['./src/test-setup.ts'],
  },
});
