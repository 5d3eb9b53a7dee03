// What the desktop does for Berth.

import type { HandedOver, HandOver, LinkEvent, SessionKey, TrayEvent, TrayFace } from '../bindings';

export interface DesktopCalls {
  /** Shows a file in the system's file manager. */
  showInFolder(path: string): Promise<void>;
  /** Opens the session in the person's own terminal program. */
  handOver(engine: string, id: string): Promise<HandOver>;
  /** Says at the app's icon in the dock or taskbar how many sessions need the person; 0 is nothing. */
  setBadge(count: number): Promise<void>;
  /** Shows this in the desktop's tray, where there is one and the settings want it. */
  showTray(face: TrayFace): Promise<void>;
  /** Whether Berth is started at log-in. */
  startsAtLogIn(): Promise<boolean>;
  /** Has Berth started at log-in, or no longer. */
  startAtLogIn(on: boolean): Promise<void>;
  /** Tells whether Berth is in a tray, and what is asked of this window there, until the window is gone. */
  subscribeTray(listen: (event: TrayEvent) => void): Promise<void>;
  /** Sends the sessions that the person's own terminal programs have, now and after every change. */
  subscribeHandedOver(listen: (now: HandedOver[]) => void): Promise<void>;
  /** Has that program leave a session, which keeps running; false when it does not. */
  takeBack(session: SessionKey): Promise<boolean>;
  /** Tells which session a link asks for, until the window is gone. */
  subscribeLinks(listen: (event: LinkEvent) => void): Promise<void>;
  /** Has the web view paste where the keyboard is, for a press of the person's; false where the page has to. */
  paste(): Promise<boolean>;
  /** Puts a text into the clipboard; false where the page has to. */
  copyText(text: string): Promise<boolean>;
  /** Opens a web link in the person's browser; http and https only. */
  openLink(url: string): Promise<void>;
}
