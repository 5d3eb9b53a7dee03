// What the fake says of its machine, and what failed there.

import type { Advice, CheckVerdict, CrashReport, Diagnosis, Fact, ShownCheck, Subject } from '../port';

export class FakeDiagnosis {
  reports: CrashReport[] = [];

  readonly now: Diagnosis = {
    version: '0.1.0',
    system: 'Debian GNU/Linux 12 (bookworm), Linux 6.1.0, x86_64',
    checks: [
      check(
        { code: 'engine', args: { id: 'podman' } },
        'ok',
        {
          code: 'engine_ready',
          args: { version: '5.4.0', rootless: true, endpoint: 'unix:///run/user/1000/podman.sock', milliseconds: 48 },
        },
        '5.4.0, without root, unix:///run/user/1000/podman.sock, answered in 48 ms',
      ),
      check(
        { code: 'engine', args: { id: 'docker' } },
        'fault',
        { code: 'engine_away', args: { message: 'docker does not answer', fault: null } },
        'docker does not answer',
        { code: 'words', args: { words: 'dial unix /run/docker.sock: connection refused' } },
        'dial unix /run/docker.sock: connection refused',
      ),
      check(
        { code: 'engine', args: { id: 'podman' } },
        'ok',
        { code: 'slowest_calls', args: { calls: [{ verb: 'ps', count: 3, lastMs: 61, slowestMs: 240 }] } },
        'slowest calls: ps 240 ms (last 61 ms, 3 times)',
      ),
      check({ code: 'web_view', args: {} }, 'ok', { code: 'web_view', args: { version: '2.50.1' } }, 'WebKit 2.50.1'),
      check({ code: 'rules', args: {} }, 'ok', { code: 'no_fault', args: {} }, 'no fault'),
      check(
        { code: 'tray', args: {} },
        'note',
        { code: 'absent', args: {} },
        'there is none',
        { code: 'no_tray', args: {} },
        'Without one closing the window quits Berth; sessions run on',
      ),
    ],
    text: 'Berth 0.1.0 on Debian\n\n- ok **podman**: 5.4.0\n',
  };

  delete(name: string): void {
    this.reports = this.reports.filter((report) => report.name !== name);
  }

  /** The newest comes first. */
  see(name: string): void {
    const from = this.reports.findIndex((report) => report.name === name);
    this.reports = this.reports.map((report, at) => (at < from ? report : { ...report, new: false }));
  }
}

function check(
  about: Subject,
  verdict: CheckVerdict,
  fact: Fact,
  says: string,
  advice?: Advice,
  adviceSays = '',
): ShownCheck {
  const title = about.code === 'engine' ? about.args.id : about.code.replaceAll('_', ' ');
  return { about, title, verdict, fact, says, advice: advice ? { advice, says: adviceSays } : null };
}
