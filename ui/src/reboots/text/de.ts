import { grammar } from '../../i18n/grammar';
import { kbd } from '../../i18n/marked';
import type { Wording } from '../../i18n/messages';
import type { en } from './en';

const { and, number, plural } = grammar('de');

export const de: Wording<typeof en> = {
  title: 'Nach dem Neustart dieses Rechners',
  command: 'Nach dem Neustart dieses Rechners …',
  explained: 'Diese Sitzungen liefen, als der Rechner ausging. Jede öffnet sich mit ihrem letzten Bildschirm.',
  nothing: 'Keine Sitzung von Berth lief, als dieser Rechner ausging.',
  unheard: 'Was nach dem Neustart aus Sitzungen wurde, ist nicht bekannt',
  summary: (parts) => `${and(parts)}.`,
  again: (count) => plural(count, { one: '1 Sitzung läuft wieder', other: `${number(count)} Sitzungen laufen wieder` }),
  asks: (count) => plural(count, { one: '1 wartet auf Sie', other: `${number(count)} warten auf Sie` }),
  starting: (count) =>
    plural(count, { one: '1 wird gerade gestartet', other: `${number(count)} werden gerade gestartet` }),
  blocked: (count) =>
    plural(count, { one: '1 lässt sich nicht starten', other: `${number(count)} lassen sich nicht starten` }),
  left: (count) => plural(count, { one: '1 endete mit ihm', other: `${number(count)} endeten mit ihm` }),
  show: 'Anzeigen',
  seen: 'Bis zum nächsten Neustart ausblenden',

  groups: {
    asks: 'Wartet auf Sie',
    blocked: 'Lässt sich nicht starten',
    starting: 'Wird gestartet',
    again: 'Läuft wieder',
    left: 'Mit dem Rechner beendet',
  },
  fate: (fate, policy) => {
    if (fate.kind === 'again')
      return policy === 'no' ? 'Läuft wieder' : `Läuft wieder durch die Neustartregel ${policy}`;
    if (fate.kind === 'started') return 'Von Berth gestartet';
    if (fate.kind === 'start')
      return fate.after === 0 ? 'Wird noch gestartet' : `Wird noch gestartet, ${number(fate.after)} s nach der vorigen`;
    if (fate.kind === 'starting') return 'Wird gerade gestartet';
    if (fate.kind === 'ask')
      return fate.doubtful ? 'Lief vielleicht, als der Rechner ausging' : 'Startet, wenn Sie es sagen';
    if (fate.kind === 'leave') return 'Bleibt, wie sie ist';
    if (fate.kind === 'blocked') return `Nicht mehr da: ${and(fate.paths)}`;
    return 'Ließ sich nicht starten';
  },
  open: (name) => `${name} öffnen`,
  onEngine: (name, engine) => `${name} auf ${engine}`,
  start: 'Starten',
  startNamed: (name) => `${name} starten`,
  tryAgain: 'Noch einmal versuchen',
  tryAgainNamed: (name) => `${name} noch einmal versuchen`,
  leave: 'Lassen',
  leaveNamed: (name) => `${name} lassen`,
  startAll: (count) => `Alle ${number(count)} starten`,
  notStarted: (name) => `${name} ließ sich nicht starten`,
  notLeft: (name) => `Dass ${name} bleiben soll, wurde nicht behalten`,
  notKept: 'Dass Sie es gesehen haben, wurde nicht behalten',

  needsTitle: 'Was dem System fehlt',
  needs: (kind, sessions) => {
    if (kind === 'linger') return `Ihre Dienste enden mit Ihrer Abmeldung, und mit ihnen ${and(sessions)}.`;
    if (kind === 'podmanRestart') return `Nichts startet Container von podman mit dem Rechner: nicht ${and(sessions)}.`;
    return `docker startet nicht mit dem Rechner, und so auch nicht ${and(sessions)}.`;
  },
  needsCommand: 'Berth ändert das nicht. Der Befehl dafür:',
  copyCommand: (command) => `${command} kopieren`,

  resume: {
    label: (name) => `Die Arbeit von ${name} wieder aufnehmen`,
    enter: () => [kbd('Enter'), ' führt es aus'],
    run: 'Ausführen',
    refuse: 'Nicht jetzt',
    notKept: 'Berth bietet es wieder an: Die Antwort wurde nicht behalten',
  },
};
