// The one error class that crosses rooms. Thrown where the cause is known, turned into HTTP in one place.
import type { ErrorCode, ErrorDetail } from '@parley/contract';

export interface AppErrorOptions {
  details?: ErrorDetail[];
  /** Machine-readable extras for the client, e.g. `{balance, required}`. */
  data?: Record<string, unknown>;
  /** For the log only. */
  internal?: string;
  cause?: unknown;
  retryAfterSeconds?: number;
}

export class AppError extends Error {
  readonly details: ErrorDetail[] | undefined;
  readonly data: Record<string, unknown> | undefined;
  readonly internal: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  /** @param message What happened and what to do, in plain words for the person who reads it. */
  constructor(
    readonly code: ErrorCode,
    message: string,
    options: AppErrorOptions = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.details = options.details;
    this.data = options.data;
    this.internal = options.internal;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The answer for anything that does not exist or may not be seen; the two are not told apart. */
export function notFound(what: string): AppError {
  return new AppError('not_found', `This ${what} does not exist, or you have no access to it.`);
}

/** Returns the value, or throws `not_found` when there is none. */
export function found<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw notFound(what);
  return value;
}
