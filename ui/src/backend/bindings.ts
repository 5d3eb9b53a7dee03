// Placeholder with the shapes that the generated file will have.
export type EngineKind = 'podman' | 'docker';
export type HealthStatus = 'ready' | 'missing' | 'unavailable';
export type Health = { engine: string; kind: EngineKind; status: HealthStatus; version: string | null; message: string; detail: string | null; latencyMs: number | null };
export type State = 'defined' | 'created' | 'running' | 'paused' | 'restarting' | 'stopping' | 'exited' | 'dead' | 'unknown';
export type Port = { hostIp: string; host: number | null; container: number; protocol: string };
export type Mount = { kind: string; source: string; target: string; readOnly: boolean };
export type Session = {
  engine: string; id: string; name: string; image: string; state: State; engineState: string; pid: number | null;
  createdAt: string | null; startedAt: string | null; finishedAt: string | null; exitCode: number | null; oomKilled: boolean;
  restartCount: number; tty: boolean; own: boolean; ports: Port[]; mounts: Mount[]; command: string[]; workingDir: string;
  env: string[]; labels: { [key: string]: string }; stopSignal: string | null; restartPolicy: string; error: string | null;
};
export type EnvVar = { key: string; value: string };
export type SessionSpec = {
  name: string; image: string; command: string; workingDir: string; env: EnvVar[]; volumes: string[]; logVolume: string;
  ports: string[]; allowLoaderEnv: boolean;
};
export type Field = 'name' | 'image' | 'command' | 'workingDir' | 'env' | 'volumes' | 'logVolume' | 'ports';
export type Problem = { field: Field; index: number | null; message: string };
/** `mounts`: what each volume means on this machine, in the order of the form, e.g. "/home/ann/data (folder on this machine)". */
export type SpecCheck = { problems: Problem[]; preview: string; mounts: string[] };
export type StartOptions = { createHostPaths: boolean };
export type StartOutcome =
  | { outcome: 'started'; session: Session }
  | { outcome: 'restarted'; session: Session }
  | { outcome: 'ended'; session: Session; lastLines: string }
  | { outcome: 'imageAbsent'; image: string }
  | { outcome: 'hostPathsAbsent'; paths: string[] };
export type StopOptions = { graceful: boolean; timeout: number; remove: boolean };
export type StopOutcome = { alreadyStopped: boolean; removed: boolean; session: Session; archived: string | null };
/** One engine's part of the list. `problem` keeps `sessions` as they were when the engine last answered, at `readAt`. */
export type EngineListing = { health: Health; sessions: Session[]; skipped: number; readAt: string | null; problem: Failure | null };
export type Failure = { code: string; message: string; detail: string | null; problems: Problem[] };
export type TerminalSize = { cols: number; rows: number };
