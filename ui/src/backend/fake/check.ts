// A few of the runner's rules, enough to try the form against. The real ones
// live in the runner's validate.rs and reach the form through `checkSpec`.

import type { MountSpec, Problem, Rule, SessionSpec, SpecCheck } from '../port';

/** A spec with every field filled in, if only with nothing. */
export function whole(spec: SessionSpec): Required<SessionSpec> {
  const nothing = {
    name: '',
    image: '',
    command: '',
    workingDir: '',
    env: [],
    volumes: [],
    logVolume: '',
    ports: [],
    allowLoaderEnv: false,
    options: {},
  };
  return { ...nothing, ...spec };
}

export function fakeCheck(engine: string, part: SessionSpec): SpecCheck {
  const spec = whole(part);
  const problems: Problem[] = [];
  const add = (field: Problem['field'], rule: Rule, message: string, index: number | null = null): void => {
    problems.push({ field, index, rule, message });
  };
  if (spec.name === '') add('name', { code: 'name_missing', args: {} }, 'A session needs a name, e.g. dev-shell');
  else if (!/^[a-zA-Z][a-zA-Z0-9_-]*$/.test(spec.name)) {
    const rule: Rule = { code: 'foreign_name', args: { name: spec.name } };
    add('name', rule, `"${spec.name}" can't be a session's name: begin with a letter, then letters, digits, _ and -`);
  }
  const noTag: Rule = { code: 'image_flag', args: { image: spec.image } };
  if (spec.image === '') add('image', { code: 'image_missing', args: {} }, 'A session needs an image, e.g. debian:12');
  else if (/\s|^-/.test(spec.image)) add('image', noTag, `"${spec.image}" is not an image reference, e.g. debian:12`);
  if (/(^|[^\\])(;|&&|\|)/.test(spec.command)) {
    const rule: Rule = { code: 'command_operator', args: { operator: ';', shell: `sh -c '${spec.command}'` } };
    add(
      'command',
      rule,
      `The command has a shell operator, but runs without a shell. Write sh -c '${spec.command}' instead`,
    );
  }
  spec.env.forEach((variable, index) => {
    if (/^[^=\s]([^=]*[^=\s])?$/.test(variable.key)) return;
    const rule: Rule = { code: 'env_name_equals', args: { key: variable.key } };
    add('env', rule, `"${variable.key}" can't be a variable's name`, index);
  });
  spec.volumes.forEach((volume, index) => {
    if (/^([^:]+:)?\/[^:]+(:[a-z0-9,=%]+)?$/i.test(volume)) return;
    const rule: Rule = { code: 'volume_text', args: { volume, rule: { code: 'target_missing', args: {} } } };
    add('volumes', rule, `"${volume}" is not HOST:CONTAINER[:OPTIONS]`, index);
  });
  spec.ports.forEach((port, index) => {
    const numbers = port.match(/\d+/g)?.map(Number) ?? [];
    if (numbers.length === 0 || numbers.some((n) => n < 1 || n > 65_535)) {
      const rule: Rule = { code: 'port_text', args: { port, rule: { code: 'port_number', args: { text: port } } } };
      add('ports', rule, `"${port}" is not a port from 1 to 65535, e.g. 8080:80`, index);
    }
  });
  // As in the runner: no command while there are problems, the log volume's meaning last.
  const mounts = [...spec.volumes, ...(spec.logVolume ? [spec.logVolume] : [])].map(meaning);
  return { problems, preview: problems.length > 0 ? '' : preview(engine, spec), mounts };
}

function preview(engine: string, spec: Required<SessionSpec>): string {
  const parts = [engine, 'create', '-it', '--name', spec.name];
  if (spec.workingDir) parts.push('--workdir', spec.workingDir);
  for (const { key } of spec.env) parts.push('-e', key);
  for (const volume of [...spec.volumes, ...(spec.logVolume ? [spec.logVolume] : [])]) {
    const [source = '', target = ''] = volume.split(':');
    parts.push('--mount', `type=${source.startsWith('/') ? 'bind' : 'volume'},source=${source},target=${target}`);
  }
  for (const port of spec.ports) parts.push('-p', port);
  parts.push('--', spec.image);
  if (spec.command) parts.push(spec.command);
  return parts.join(' ');
}

function meaning(volume: string): MountSpec {
  const plain = { readOnly: volume.endsWith(':ro'), options: [], local: true };
  if (!volume.includes(':')) return { ...plain, source: { kind: 'anonymous' }, target: volume };
  if (volume.startsWith('tmpfs:')) return { ...plain, source: { kind: 'tmpfs' }, target: volume.split(':')[1] ?? '' };
  const [name = '', target = '', options = ''] = volume.split(':');
  const kind = name.includes('/') ? 'host' : 'volume';
  return { source: { kind, name }, target, readOnly: options === 'ro', options: [], local: true };
}
