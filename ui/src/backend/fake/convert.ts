// Texts of other tools, as far as tests need them: one flag a word.

import type { Exported, ExportForm, Imported } from '../port';
import { whole } from './check';
import { FakeRecreate } from './recreate';

export class FakeConvert extends FakeRecreate {
  /** The texts that were saved, by the name of their file. */
  readonly saved = new Map<string, string>();

  async importText(text: string): Promise<Imported> {
    await this.turn('importText', text);
    const runs = text.split('\n').filter((line) => line.includes(' run '));
    const sessions = runs.map((line) => {
      const words = line.split(' ');
      const after = (flag: string): string => words[words.indexOf(flag) + 1] ?? '';
      const spec = { ...whole({} as Imported['sessions'][number]['spec']), name: after('--name') };
      return { spec: { ...spec, image: words.at(-1) ?? '' }, engine: words[0] ?? '' };
    });
    const remarks: Imported['remarks'] = text.includes('--rm')
      ? [
          {
            key: '--rm',
            line: 1,
            problem: { code: 'kept_after_end', args: {} },
            why: 'Berth keeps a session that has ended until it is deleted',
          },
        ]
      : [];
    if (sessions.length === 0) {
      const why = 'There is no docker run or podman run in the text; paste the whole command';
      remarks.push({ key: '', line: 0, problem: { code: 'no_run_line', args: {} }, why });
    }
    return { form: 'run', sessions, remarks };
  }

  async exportSession(engine: string, id: string, form: ExportForm): Promise<Exported> {
    await this.turn('exportSession', `${id} ${form}`);
    const { name, image } = this.find(engine, id);
    return exported(name, image, form);
  }

  async exportDefinition(name: string, form: ExportForm): Promise<Exported> {
    await this.turn('exportDefinition', `${name} ${form}`);
    return exported(name, 'debian:12', form);
  }

  async saveText(name: string, text: string): Promise<string | null> {
    await this.turn('saveText', name);
    this.saved.set(name, text);
    return `/home/ann/${name}`;
  }
}

function exported(name: string, image: string, form: ExportForm): Exported {
  const file = form === 'compose' ? 'compose.yaml' : `${name}.${form}`;
  const why = 'Values of variables are never written; the shell that runs it has to have them: TOKEN';
  const problem = { code: 'values_in_shell', args: { names: 'TOKEN' } } as const;
  return { form, file, text: `${form}: ${name} of ${image}\n`, remarks: [{ key: '--env', line: 0, problem, why }] };
}
