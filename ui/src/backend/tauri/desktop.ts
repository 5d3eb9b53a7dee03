// What the desktop does for Berth.

import { Channel } from '@tauri-apps/api/core';

import { commands } from '../bindings';
import type { DesktopCalls } from '../port';
import { translated } from './call';

export const desktopCalls: DesktopCalls = {
  async showInFolder(path) {
    await translated(commands.showInFolder(path));
  },
  handOver: (engine, id) => translated(commands.handOver(engine, id)),
  async setBadge(count) {
    await translated(commands.setBadge(count));
  },
  async showTray(face) {
    await translated(commands.showTray(face));
  },
  startsAtLogIn: () => translated(commands.startsAtLogIn()),
  async startAtLogIn(on) {
    await translated(commands.startAtLogIn(on));
  },
  async subscribeTray(listen) {
    await translated(commands.subscribeTray(new Channel(listen)));
  },
  async subscribeHandedOver(listen) {
    await translated(commands.subscribeHandedOver(new Channel(listen)));
  },
  takeBack: (session) => translated(commands.takeBack(session)),
  async subscribeLinks(listen) {
    await translated(commands.subscribeLinks(new Channel(listen)));
  },
  paste: () => translated(commands.paste()),
  copyText: (text) => translated(commands.copyText(text)),
  async openLink(url) {
    await translated(commands.openLink(url));
  },
};
