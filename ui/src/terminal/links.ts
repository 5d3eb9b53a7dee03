// What a click on a link in a terminal may do. The text is the program's, and so may be a
// lie: only the web opens by itself. What looks like a trick is asked about, and so is what
// another program of the person's would open.

import { t } from './text';
import { cleanTitle } from './title';

export type LinkVerdict =
  | { kind: 'open'; url: string }
  /** `why` is a sentence about the link. */
  | { kind: 'ask'; url: string; why: string }
  /** Nothing that Berth opens. */
  | { kind: 'refuse'; target: string };

/** Longer ones are refused: no person reads them, and browsers choke on them. */
const LONGEST = 4096;

/**
 * What the system may be asked to open with a program of its own, if the person says yes. Not `file:`,
 * which in a session means one of the session's, and nothing that would be run. The app has the same list.
 */
const HANDED_OVER = new Set(['mailto:', 'tel:', 'ssh:', 'sftp:', 'ftp:', 'ftps:', 'irc:', 'ircs:', 'xmpp:', 'matrix:']);

/** Judges a link's target; `shown` is what the terminal shows for it, when that is the program's choice (OSC 8). */
export function judgeLink(target: string, shown: string | null): LinkVerdict {
  const url = webUrl(target);
  if (!url) {
    const other = handedOver(target);
    return other
      ? {
          kind: 'ask',
          url: other.href,
          why: t.links.otherProgram(other.protocol.slice(0, -1)),
        }
      : { kind: 'refuse', target };
  }
  const why = suspicion(target, url, shown);
  return why === null ? { kind: 'open', url: url.href } : { kind: 'ask', url: url.href, why };
}

/** A target as it is shown: no letter in it hides, turns around, or looks like another. */
export function shownTarget(target: string): string {
  return URL.canParse(target) ? new URL(target).href : cleanTitle(target);
}

function webUrl(target: string): URL | null {
  if (target.length > LONGEST || !URL.canParse(target)) return null;
  const url = new URL(target);
  return (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '' ? url : null;
}

/** A host that begins with a hyphen is an option to many a program. */
function handedOver(target: string): URL | null {
  if (target.length > LONGEST || !URL.canParse(target)) return null;
  const url = new URL(target);
  return HANDED_OVER.has(url.protocol) && !url.hostname.startsWith('-') && !url.username.startsWith('-') ? url : null;
}

function suspicion(target: string, url: URL, shown: string | null): string | null {
  if (url.username !== '' || url.password !== '') return t.links.userName(url.hostname);
  if (/(^|\.)xn--/.test(url.hostname)) return t.links.lookalike;
  if (/[\p{Cc}\p{Cf}\s]/u.test(target)) return t.links.invisible;
  const claimed = shown === null ? null : claimedHost(shown);
  if (claimed !== null && claimed !== url.hostname) return t.links.otherHost(claimed, url.hostname);
  return null;
}

/** The host that a text reads like: "https://a.b/c", "www.a.b". */
function claimedHost(shown: string): string | null {
  const text = shown.trim();
  const address = /^https?:\/\//i.test(text) ? text : /^www\.\S+$/i.test(text) ? `https://${text}` : null;
  return address !== null && URL.canParse(address) ? new URL(address).hostname : null;
}
