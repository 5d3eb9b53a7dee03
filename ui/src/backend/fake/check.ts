// A few of the runner's rules, enough to try the form against. The real ones
// live in the runner's validate.rs and reach the form through `checkSpec`.

import type { Problem, SessionSpec, SpecCheck } from '../port';

export function fakeCheck(engine: string, spec: SessionSpec): SpecCheck {
  const problems: Problem[] = [];
  const add = (field: Problem['field'], message: string, index: number | null = null): void => {
    problems.push({ field, index, message });
  };
  if (spec.name === '') add('name', 'A session needs a name, e.g. dev-shell');
  else if (!/^[a-zA-Z][a-zA-Z0-9_-]*$/.test(spec.name)) {
    add('name', `"${spec.name}" can't be a session's name: begin with a letter, then letters, digits, _ and -`);
  }
  if (spec.image === '') add('image', 'A session needs an image, e.g. debian:12');
  else if (/\s|^-/.test(spec.image)) add('image', `"${spec.image}" is not an image reference, e.g. debian:12`);
  if (/(^|[^\\])(;|&&|\|)/.test(spec.command)) {
    add('command', `The command has a shell operator, but runs without a shell. Write sh -c '${spec.command}' instead`);
  }
  spec.env.forEach((variable, index) => {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable.key)) add('env', `"${variable.key}" can't be a variable's name`, index);
  });
  spec.volumes.forEach((volume, index) => {
    if (!/^[^:]+:\/[^:]*(:[a-z,]+)?$/i.test(volume)) add('volumes', `"${volume}" is not HOST:CONTAINER[:OPTIONS]`, index);
  });
  spec.ports.forEach((port, index) => {
    const numbers = port.match(/\d+/g)?.map(Number) ?? [];
    if (numbers.length === 0 || numbers.some((n) => n < 1 || n > 65_535)) {
      add('ports', `"${port}" is not a port from 1 to 65535, e.g. 8080:80`, index);
    }
  });
  return { problems, preview: preview(engine, spec), mounts: spec.volumes.map(meaning) };
}

function preview(engine: string, spec: SessionSpec): string {
  const parts = [engine, 'create', '-it', '--name', spec.name || 'NAME'];
  if (spec.workingDir) parts.push('--workdir', spec.workingDir);
  for (const { key } of spec.env) parts.push('-e', key);
  for (const volume of [...spec.volumes, ...(spec.logVolume ? [spec.logVolume] : [])]) {
    const [source = '', target = ''] = volume.split(':');
    parts.push('--mount', `type=${source.startsWith('/') ? 'bind' : 'volume'},source=${source},target=${target}`);
  }
  for (const port of spec.ports) parts.push('-p', port);
  parts.push('--', spec.image || 'IMAGE');
  if (spec.command) parts.push(spec.command);
  return parts.join(' ');
}

function meaning(volume: string): string {
  const source = volume.split(':')[0] ?? '';
  return source.includes('/') ? `${source} (folder on this machine)` : `${source} (volume of the engine)`;
}
