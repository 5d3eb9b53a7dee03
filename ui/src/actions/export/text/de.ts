import type { Wording } from '../../../i18n/messages';
import type { en } from './en';

export const de: Wording<typeof en> = {
  title: (name) => `${name} exportieren`,
  explained: 'Als Text für ein anderes Werkzeug. Werte von Variablen bleiben draußen.',
  as: 'Format',
  forms: {
    run: 'Befehl',
    compose: 'Compose',
    quadlet: 'Quadlet',
    systemd: 'systemd-Unit',
    kube: 'Kubernetes',
  },
  text: (file) => `Text von ${file}`,
  writing: 'Wird geschrieben …',
  remarks: 'Was noch fehlt und was das Format nicht sagen kann',
  copy: 'Text kopieren',
  save: 'Speichern …',
  kind: 'Text',
  saved: (name) => `Export von ${name} gespeichert`,
};
