// The one shape in which a failed call reaches the screens.
import type { ErrorCode, ErrorDetail } from '@parley/contract';

/** `offline` and `cancelled` are ours: the request never got an answer. */
export type ApiErrorCode = ErrorCode | 'offline' | 'cancelled';

interface ApiErrorFields {
  /** HTTP status; 0 when no answer came. */
  status: number;
  code: ApiErrorCode;
  message: string;
  details?: ErrorDetail[];
  data?: Record<string, unknown>;
  requestId?: string;
  /** Seconds to wait before trying again, from `Retry-After`. */
  retryAfterSeconds?: number;
}

/** A refused or failed API call. `code` decides what the screen does; `message` is what the server says to a person. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: ApiErrorCode;
  readonly details: ErrorDetail[];
  readonly data: Record<string, unknown>;
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(fields: ApiErrorFields) {
    super(fields.message);
    this.status = fields.status;
    this.code = fields.code;
    this.details = fields.details ?? [];
    this.data = fields.data ?? {};
    this.requestId = fields.requestId;
    this.retryAfterSeconds = fields.retryAfterSeconds;
  }
}

/** True when the error is an API refusal with one of these codes. */
export function isApiError(error: unknown, ...codes: ApiErrorCode[]): error is ApiError {
  return error instanceof ApiError && (codes.length === 0 || codes.includes(error.code));
}
