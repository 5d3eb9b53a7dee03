// The rooms of sessions. One that would lose something stays while it is not looked at.

import type { Backend, Session } from '../backend/port';
import { keyOf } from '../session/state';
import { FilesRoom } from './room.svelte';

const kept = new WeakMap<Backend, Map<string, FilesRoom>>();

export function enterRoom(backend: Backend, session: Session): FilesRoom {
  const rooms = kept.get(backend) ?? new Map<string, FilesRoom>();
  kept.set(backend, rooms);
  const key = keyOf(session);
  const room = rooms.get(key) ?? new FilesRoom(backend, session);
  rooms.set(key, room);
  room.show();
  return room;
}

export function leaveRoom(backend: Backend, room: FilesRoom): void {
  room.hide();
  if (!room.needed) kept.get(backend)?.delete(keyOf(room.session));
}
