// Of what the person is told.

import { Channel } from '@tauri-apps/api/core';

import { commands } from '../bindings';
import type { NoticeCalls } from '../port';
import { translated } from './call';

export const noticeCalls: NoticeCalls = {
  async subscribeNotifications(listener) {
    await translated(commands.subscribeNotifications(new Channel(listener)));
  },
  async notify(session, words) {
    await translated(commands.notify(session, words));
  },
  async subscribeNotices(listen) {
    await translated(commands.subscribeNotices(new Channel(listen)));
  },
  async showNotice(popup, words) {
    await translated(commands.showNotice(popup, words));
  },
  async sessionsInSight(sessions) {
    await translated(commands.sessionsInSight(sessions));
  },
  async readNotices(number) {
    await translated(commands.readNotices(number));
  },
  async muteSession(session, muted) {
    await translated(commands.muteSession(session, muted));
  },
};
