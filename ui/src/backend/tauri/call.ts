// One call of a command.

import type { WireError } from '../bindings';
import { BackendError } from '../port';

/** Its error is a `BackendError`. */
export async function translated<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw isWireError(error)
      ? new BackendError(error)
      : new BackendError({ code: 'internal', message: String(error), detail: null, problems: [] });
  }
}

/** What a command answers in bytes. */
export async function bytesOf(answer: Promise<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await translated(answer));
}

function isWireError(error: unknown): error is WireError {
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error && 'problems' in error;
}
