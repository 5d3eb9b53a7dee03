import { grammar } from '../../../i18n/grammar';
import { strong } from '../../../i18n/marked';
import type { Wording } from '../../../i18n/messages';
import type { en } from './en';

const { number, plural } = grammar('de');

export const de: Wording<typeof en> = {
  newSession: 'Neue Sitzung',
  editDefinition: (name) => `Definition von ${name}`,
  saveDefinition: 'Definition speichern',
  saveAsDefinition: 'Als Definition speichern',
  saveAsDefinitionHint: 'Schreibt sie in sessions.toml, auch die Werte der Variablen; gestartet wird nichts',
  saving: 'Wird gespeichert …',
  couldNotSave: (name) => `Die Definition von ${name} konnte nicht gespeichert werden`,
  definitionSaved: (name) => `Definition von ${name} gespeichert`,
  paste: {
    title: 'Befehl oder Datei einfügen',
    label: 'Befehl oder Datei',
    hint:
      'Eine Zeile mit docker run oder podman run, eine Compose-Datei oder devcontainer.json. ' +
      'Sie füllt das Formular; nichts wird gestartet.',
    fill: 'Formular füllen',
    filled: (name) => `Im Formular steht jetzt ${name}`,
    nothing: 'Es war nichts zu lesen',
    which: 'Sitzung aus dem Text',
    remarks: 'Was nicht übernommen wurde',
    line: (line) => `Zeile ${line}`,
    failed: 'Der Text war nicht zu lesen',
  },
  name: 'Name',
  engine: 'Engine',
  image: 'Image',
  command: 'Befehl',
  commandHint:
    "Leer: der Befehl des Images. Läuft ohne Shell; für Pipes und dergleichen schreiben Sie sh -c '…'. " +
    'Auch JSON ist möglich: ["sleep", "100"].',
  workingDirectory: 'Arbeitsverzeichnis',
  imagesOwn: 'Wie im Image',
  environment: 'Umgebung',
  volumesAndLogs: 'Volumes und Logs',
  volumes: 'Volumes',
  volumeNumber: (count) => `Volume ${count}`,
  removeVolume: (count) => `Volume ${count} entfernen`,
  volumesHint:
    'ORDNER:PFAD, NAME:PFAD oder tmpfs:PFAD, dahinter :ro für nur lesbar; PFAD allein ist ein Volume ohne Namen. ' +
    '~, $PWD, $HOME und andere Variablen werden ersetzt.',
  logVolume: 'Log-Volume',
  logVolumeHint: 'Wird wie ein Volume eingebunden; zum Lesen der Logs nach dem Ende der Sitzung.',
  mounts: {
    folder: (path, target, readOnly) =>
      `${path}, ein Ordner auf diesem Rechner, unter ${target}${readOnly ? ', schreibgeschützt' : ''}`,
    farFolder: (path, target, readOnly) =>
      `${path}, ein Ordner auf dem Rechner der Engine, unter ${target}${readOnly ? ', schreibgeschützt' : ''}`,
    namedVolume: (name, target, readOnly) =>
      `benanntes Volume ${name}, unter ${target}${readOnly ? ', schreibgeschützt' : ''}`,
    anonymous: (target) => `ein neues Volume ohne Namen, unter ${target}`,
    tmpfs: (target, readOnly) =>
      `Arbeitsspeicher (tmpfs), weg mit dem Lauf, unter ${target}${readOnly ? ', schreibgeschützt' : ''}`,
  },
  ports: 'Ports',
  portNumber: (count) => `Port ${count}`,
  removePort: (count) => `Port ${count} entfernen`,
  portsHint:
    'HOST:SITZUNG oder IP:HOST:SITZUNG, dahinter /udp oder /sctp, wenn es nicht TCP ist; Bereiche mit -. ' +
    'Ohne HOST wählt die Engine einen freien Port.',
  needed: 'Erforderlich',
  toCorrect: (count) => plural(count, { one: '1 zu korrigieren', other: `${number(count)} zu korrigieren` }),
  remove: 'Entfernen',

  envKey: 'Umgebungsvariable',
  envKeyNumber: (count) => `Umgebungsvariable ${count}`,
  envValue: 'Wert der Umgebungsvariablen',
  envValueNumber: (count) => `Wert der Umgebungsvariablen ${count}`,
  keyPlaceholder: 'NAME',
  valuePlaceholder: 'Wert',
  removeVariable: (count) => `Variable ${count} entfernen`,
  envHint: 'Werte stehen nicht in der Befehlszeile. Eine .env-Datei lässt sich in einen Namen einfügen.',
  fromFile: 'Aus einer Datei…',
  envFile: 'Datei mit Variablen',
  noVariables: (name) => `In ${name} stehen nicht nur Zeilen SCHLÜSSEL=WERT; nichts wurde übernommen.`,
  imagesToChoose: 'Images zur Auswahl',
  notThereYet: 'wird beim Start geladen',
  showValues: 'Werte zeigen',
  hideValues: 'Werte verbergen',
  allowLoader: 'Loader-Variablen zulassen (die Sitzung führt durch sie anderen Code aus)',

  findOption: 'Option suchen',
  noOptionFound: (search) =>
    `Keine Option passt zu „${search}“. Weitere Optionen nehmen auf, wofür das Formular kein Feld hat.`,
  entryNumber: (label, count) => `${label} ${count}`,
  removeEntry: (label, count) => `${label} ${count} entfernen`,
  sections: {
    resources: 'Ressourcen',
    lifecycle: 'Neustart und Beenden',
    process: 'Benutzer und Entrypoint',
    network: 'Netzwerk',
    security: 'Sicherheit und Geräte',
    health: 'Zustandsprüfung',
    further: 'Labels und weitere Optionen',
  },
  options: {
    restart: { label: 'Neustartregel', hint: 'no, always, unless-stopped, on-failure oder on-failure:3.' },
    memory: { label: 'Arbeitsspeicher', hint: 'Mit k, m oder g. Braucht die Sitzung mehr, wird sie abgebrochen.' },
    memorySwap: {
      label: 'Arbeitsspeicher und Swap',
      hint: 'Beides zusammen; -1 für Swap ohne Grenze. Leer: das Doppelte des Arbeitsspeichers.',
    },
    cpus: { label: 'Prozessoren', hint: 'Auch Bruchteile, etwa 1.5.' },
    pidsLimit: { label: 'Prozesse und Threads', hint: 'Höchstens so viele; -1 für keine Grenze.' },
    user: { label: 'Benutzer', hint: 'Ein Name oder eine Nummer, bei Bedarf mit Gruppe.' },
    entrypoint: { label: 'Entrypoint', hint: 'Läuft vor dem Befehl. Leer: der des Images; "" für keinen.' },
    network: { label: 'Netzwerk', hint: 'none, host, bridge, container:NAME oder ein Netzwerk der Engine.' },
    hostname: { label: 'Hostname', hint: 'So nennt sich der Container selbst.' },
    stopSignal: {
      label: 'Signal zum Beenden',
      hint: 'Wird beim Beenden gesendet, etwa INT. Leer: das des Images oder SIGTERM.',
    },
    stopTimeout: { label: 'Wartezeit beim Beenden', hint: 'Sekunden bis zum Abbruch; -1 wartet unbegrenzt. Leer: 10.' },
    gpus: {
      label: 'GPUs',
      hint:
        'all, eine Anzahl oder device=0,1. Nur mit docker; für podman verwenden Sie ein Gerät wie ' +
        'nvidia.com/gpu=all.',
    },
    pod: { label: 'Pod', hint: 'Teilt Netzwerk und Ports mit allen darin. Nur mit podman.' },
    healthCommand: {
      label: 'Prüfung',
      hint: 'Eine Zeile für die Shell des Containers; endet sie mit 0, ist er gesund.',
    },
    healthInterval: { label: 'Zeit zwischen Prüfungen', hint: 'Eine Zahl mit s, m oder h.' },
    healthTimeout: { label: 'Zeit für eine Prüfung', hint: 'Danach gilt sie als fehlgeschlagen.' },
    healthRetries: { label: 'Fehlschläge in Folge', hint: 'Nach so vielen gilt er als nicht gesund.' },
    healthStartPeriod: { label: 'Zeit zum Starten', hint: 'Fehlschläge darin zählen nicht.' },
    networkAliases: { label: 'Namen im Netzwerk', hint: 'Unter diesen finden ihn andere im selben Netzwerk.' },
    hosts: { label: 'Hosts', hint: 'NAME:IP, für /etc/hosts im Container.' },
    labels: { label: 'Labels', hint: 'NAME=WERT.' },
    devices: { label: 'Geräte', hint: 'HOST, HOST:CONTAINER oder HOST:CONTAINER:rwm.' },
    capAdd: { label: 'Zusätzliche Capabilities', hint: 'Etwa NET_ADMIN.' },
    capDrop: { label: 'Entzogene Capabilities', hint: 'ALL entzieht alle.' },
    extra: {
      label: 'Weitere Optionen',
      hint:
        'Jede so, wie create der Engine sie nimmt, in einem Wort. Keine Geheimnisse: jeder Benutzer ' +
        'dieses Rechners kann sie lesen.',
    },
    readOnly: { label: 'Schreibgeschützt', hint: 'Außerhalb der Volumes lässt sich nichts schreiben.' },
    init: { label: 'Init als Prozess 1', hint: 'Räumt beendete Prozesse auf und gibt Signale weiter.' },
    noNewPrivileges: { label: 'Keine neuen Rechte', hint: 'Programme wie sudo gewinnen nichts.' },
    noTerminal: { label: 'Ohne Terminal', hint: 'Für Dienste: es gibt nur ein Log und nichts zum Eintippen.' },
    healthOff: { label: 'Keine Zustandsprüfung', hint: 'Auch nicht die des Images.' },
  },

  preview: 'Vorschau des Befehls',
  noEngineYet: 'Noch hat keine Engine geantwortet.',
  noPreviewYet: 'Sobald das Formular vollständig ist, steht hier der genaue Befehl.',
  enterGoesOn: 'Weiter mit Eingabe',
  start: 'Sitzung starten',
  starting: 'Wird gestartet …',
  pulling: 'Wird heruntergeladen …',

  imageAbsent: (image, engine) => [
    strong(image),
    ` ist auf ${engine} noch nicht vorhanden. Herunterladen und dann starten?`,
  ],
  pullAndStart: 'Herunterladen und starten',
  pullingImage: (image) => [strong(image), ' wird heruntergeladen …'],
  pullProgress: 'Fortschritt des Downloads',
  cancelPull: 'Pull abbrechen',
  foldersAbsent: (count) =>
    plural(count, {
      one: 'Diesen Ordner gibt es auf diesem Rechner nicht:',
      other: 'Diese Ordner gibt es auf diesem Rechner nicht:',
    }),
  createAndStart: (count) =>
    plural(count, { one: 'Ordner anlegen und starten', other: `${number(count)} Ordner anlegen und starten` }),

  fields: {
    name: 'Name',
    image: 'Image',
    command: 'Befehl',
    workingDir: 'Arbeitsverzeichnis',
    env: 'Umgebung',
    volumes: 'Volumes',
    logVolume: 'Log-Volume',
    ports: 'Ports',
    signal: 'Signal',
    stopSteps: 'Schritte beim Beenden',
    restart: 'Neustartregel',
    memory: 'Arbeitsspeicher',
    memorySwap: 'Arbeitsspeicher und Swap',
    cpus: 'Prozessoren',
    pidsLimit: 'Grenze für Prozesse',
    user: 'Benutzer',
    entrypoint: 'Entrypoint',
    network: 'Netzwerk',
    networkAliases: 'Namen im Netzwerk',
    hosts: 'Hosts',
    hostname: 'Hostname',
    labels: 'Labels',
    stopSignal: 'Signal zum Beenden',
    stopTimeout: 'Wartezeit beim Beenden',
    health: 'Zustandsprüfung',
    devices: 'Geräte',
    capAdd: 'Zusätzliche Capabilities',
    capDrop: 'Entzogene Capabilities',
    readOnly: 'Schreibgeschützt',
    init: 'Init als Prozess 1',
    noNewPrivileges: 'Keine neuen Rechte',
    gpus: 'GPUs',
    pod: 'Pod',
    noTerminal: 'Ohne Terminal',
    extra: 'Weitere Optionen',
  },

  rulesUnasked: 'Die Angaben konnten nicht geprüft werden',
  couldNotPull: (image) => `${image} konnte nicht heruntergeladen werden`,
  couldNotStart: (name) => `${name} konnte nicht gestartet werden`,
};
