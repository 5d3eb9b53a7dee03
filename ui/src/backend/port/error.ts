// An error of the host.

import type { Problem, Reason, WireError } from '../bindings';

/** An error as it crosses from Rust: for people, with a stable code for the UI. */
export class BackendError extends Error {
  readonly code: string;
  /** The values in the message by name, for a sentence in another language. */
  readonly args: Readonly<Record<string, string>>;
  /** The reason in the message, where it has a code of its own. */
  readonly reason: Reason | null;
  /** The engine's own words. */
  readonly detail: string | null;
  readonly problems: readonly Problem[];

  constructor(failure: Omit<WireError, 'args' | 'reason'> & Partial<Pick<WireError, 'args' | 'reason'>>) {
    super(failure.message);
    this.name = 'BackendError';
    this.code = failure.code;
    this.args = failure.args ?? {};
    this.reason = failure.reason ?? null;
    this.detail = failure.detail;
    this.problems = failure.problems;
  }
}
