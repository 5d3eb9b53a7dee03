// What the window opens without. The panes, with xterm.js, are fetched at once beside the list; the rest when
// the window is idle.

import { later } from './parts/later';

export const panes = later(() => import('./layout/Panes.svelte'));

/** In the order in which they are fetched: the likeliest first. */
export const overlays = {
  palette: later(() => import('./layout/Palette.svelte')),
  newSession: later(() => import('./sessions/new/NewSession.svelte')),
  peek: later(() => import('./peek/PeekCard.svelte')),
  dialogs: later(() => import('./actions/Dialogs.svelte')),
  why: later(() => import('./activity/Why.svelte')),
  wall: later(() => import('./wall/Wall.svelte')),
  history: later(() => import('./history/History.svelte')),
  images: later(() => import('./images/Images.svelte')),
  files: later(() => import('./files/Files.svelte')),
  settings: later(() => import('./settings/Settings.svelte')),
  diagnosis: later(() => import('./diagnosis/Diagnosis.svelte')),
  crash: later(() => import('./diagnosis/CrashDialog.svelte')),
  reboot: later(() => import('./reboots/RebootDialog.svelte')),
  shortcuts: later(() => import('./layout/Shortcuts.svelte')),
  saveLayout: later(() => import('./layout/saveLayout/SaveLayoutDialog.svelte')),
  clipboardAsk: later(() => import('./terminal/ClipboardAsk.svelte')),
  broadcast: later(() => import('./terminal/BroadcastDialog.svelte')),
};
