import type { Wording } from '../../i18n/messages';
import type { en } from './en';

export const de: Wording<typeof en> = {
  engines: 'Engines',
  engine: (name) => `Engine ${name}`,
  nameAndState: (name, state) => `${name}, ${state}`,
  some: (ready, all) => `${ready} von ${all} Engines`,
  someReady: (ready, all) => `${ready} von ${all} Engines bereit`,
  states: {
    ready: 'bereit',
    missing: 'nicht installiert',
    unavailable: 'antwortet nicht',
  },
  hiddenStates: {
    ready: 'bereit, ausgeblendet',
    missing: 'nicht installiert, ausgeblendet',
    unavailable: 'antwortet nicht, ausgeblendet',
  },
  rootless: 'ohne Root-Rechte',
  rootful: 'mit Root-Rechten',
  asking: 'Wird abgefragt …',
  version: (version) => `Version ${version}`,
  versionUnknown: 'Version unbekannt',
  answeredIn: (ms) => `Antwort nach ${ms} ms`,
  warns: (client, warning) => `${client} warnt: ${warning}`,
  showItsSessions: 'Sitzungen anzeigen',
  checkAgain: 'Erneut prüfen',
  endpoint: 'Endpunkt',
};
