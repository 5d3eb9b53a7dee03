import type { PortRule, PortTextRule } from '../../../../backend/port';
import { say, type Sentences } from '../../../sentences';

const SHAPE =
  'möglich sind CONTAINER, HOST:CONTAINER und IP:HOST:CONTAINER, etwa 127.0.0.1:8080:80/tcp; ' +
  'ohne HOST wählt die Engine einen freien Port';

const part: Sentences<PortTextRule> = {
  port_shape: () => `Seine Form ist unbekannt; ${SHAPE}`,
  protocol: ({ word }) => `„${word}“ ist kein Protokoll eines Ports; möglich sind tcp, udp und sctp`,
  address_alone: ({ address, container }) =>
    `Auf eine Adresse folgt der Port des Hosts oder nichts, dann der des Containers: ${address}:${container}`,
  range_lengths: ({ host, container }) =>
    `Die Bereiche sind verschieden lang (${host} Ports des Hosts für ${container} des Containers); ` +
    'machen Sie sie gleich lang',
  range_for_one: ({ host, container, port }) =>
    `Die Bereiche sind verschieden lang (${host} Ports des Hosts für ${container} des Containers); ` +
    `nur docker wählt aus einem Bereich einen freien Port. Schreiben Sie einen Port des Hosts oder keinen: ${port}`,
  address_bracket: () =>
    'Nach einer Adresse in Klammern stehen die schließende Klammer und die Ports, etwa [::1]:8080:80',
  address_name: ({ address }) =>
    `„${address}“ ist ein Name, und Engines nehmen nur Adressen; schreiben Sie 127.0.0.1 oder [::1]`,
  address_interface: ({ address }) =>
    `„${address}“ nennt eine Netzwerkschnittstelle, und das nimmt keine Engine; lassen Sie den Teil ab „%“ weg`,
  address: ({ address }) =>
    `„${address}“ ist keine Adresse; schreiben Sie eine IPv4-Adresse oder eine IPv6-Adresse in Klammern`,
  port_number: ({ text }) => `„${text}“ ist kein Port; Ports sind Zahlen von 1 bis 65535`,
  range_backwards: ({ start, end }) => `Der Bereich ${start}-${end} läuft rückwärts; schreiben Sie ${end}-${start}`,
};

export const port: Sentences<PortRule> = {
  port_many: ({ count, max }) =>
    `Das sind ${count} Ports; höchstens ${max} sind erlaubt. Fassen Sie einige zu Bereichen zusammen, ` +
    'etwa 8000-8010:8000-8010',
  port_twice: ({ port, earlier }) =>
    `Der Port „${port}“ will einen Port des Hosts, den „${earlier}“ schon hat; wählen Sie einen anderen`,
  port_empty: () => `Ein Port ist leer; ${SHAPE}. Oder entfernen Sie die Zeile`,
  port_text: ({ port, rule }) => `Der Port „${port}“ ist nicht verwendbar. ${say(part, rule) ?? rule.code}`,
};
