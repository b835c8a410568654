// Meta's refusals: read from any answer, and judged for the message and for the line. Codes decide, never words or HTTP statuses.
import { ChannelError, type SendResult } from '../channel';
import { countOf, type Fields, fieldsOf, isRecord, recordsOf, textOf } from '../foreign';
import { judgeCode, type Verdict } from './error-table';

export class GraphError extends Error {
  constructor(
    /** `never_asked`: the server was not reached. `unclear`: no proper answer came; what was asked may have been done. */
    readonly kind: 'refused' | 'never_asked' | 'unclear',
    /** Meta's own words, or what went wrong on the way; free of secrets. */
    readonly detail: string,
    readonly httpStatus: number | null = null,
    readonly code: number | null = null,
    readonly subcode: number | null = null,
    readonly isTransient: boolean = false,
    readonly retryAfterMs: number | null = null,
    /** What Meta's support asks for. */
    readonly fbtraceId: string | null = null,
  ) {
    super(`Graph ${httpStatus ?? 'transport'} ${code ?? kind}${subcode === null ? '' : `/${subcode}`}: ${detail}`);
    this.name = 'GraphError';
  }

  /** `190/463`; undefined when no code came. */
  get providerCode(): string | undefined {
    if (this.code === null) return undefined;
    return this.subcode === null ? String(this.code) : `${this.code}/${this.subcode}`;
  }
}

export interface AnswerHeaders {
  retryAfter?: string | undefined;
  /** JSON of X-Business-Use-Case-Usage. */
  businessUsage?: string | undefined;
}

/** Reads an answer that is not a success. @param secret replaced wherever Meta repeats it */
export function readRefusal(status: number, body: unknown, headers: AnswerHeaders, secret: string): GraphError {
  const retryAfterMs = readRetryAfterMs(headers);
  const error = fieldsOf(body).error;
  const code = isRecord(error) ? countOf(error.code) : undefined;
  if (!isRecord(error) || code === undefined) {
    // No error of Meta's: something before it answered. Below 500 nothing was done.
    const words = textOf(body, 200) ?? `HTTP ${status}`;
    const kind = status >= 500 ? 'unclear' : 'refused';
    return new GraphError(kind, hide(words, secret), status, null, null, status === 429, retryAfterMs);
  }
  return new GraphError(
    'refused',
    hide(describe(error), secret),
    status,
    code,
    countOf(error.error_subcode) ?? null,
    error.is_transient === true || status >= 500,
    retryAfterMs,
    textOf(error.fbtrace_id, 100) ?? null,
  );
}

function describe(error: Fields): string {
  const details = textOf(fieldsOf(error.error_data).details) ?? textOf(error.error_user_msg);
  const message = textOf(error.message) ?? 'Refused without words';
  return `${message}${details && !message.includes(details) ? ` – ${details}` : ''}`.slice(0, 300);
}

function hide(words: string, secret: string): string {
  return secret === '' ? words : words.replaceAll(secret, '…');
}

/** Seconds of Retry-After, or the longest wait that the usage report names in minutes. */
function readRetryAfterMs({ retryAfter, businessUsage }: AnswerHeaders): number | null {
  const seconds = countOf(retryAfter);
  if (seconds !== undefined) return seconds * 1000;
  try {
    const usages = Object.values(fieldsOf(JSON.parse(businessUsage ?? '{}'))).flatMap(recordsOf);
    const minutes = usages.map((usage) => countOf(usage.estimated_time_to_regain_access) ?? 0);
    const longest = Math.max(0, ...minutes);
    return longest > 0 ? longest * 60_000 : null;
  } catch {
    return null;
  }
}

/** What a refusal means; unknown codes are for good unless Meta says otherwise. */
export function verdictOf(error: GraphError): Verdict | undefined {
  if (error.kind !== 'refused') return undefined;
  if (error.code === null)
    return error.isTransient
      ? { kind: 'retry', code: 'rate_limited', scope: 'line' }
      : { kind: 'permanent', code: 'provider_error' };
  const known = judgeCode(error.code, error.subcode);
  if (known) return known;
  return error.isTransient
    ? { kind: 'retry', code: 'provider_error', scope: 'message' }
    : { kind: 'permanent', code: 'provider_error' };
}

type Failure = SendResult & { ok: false };

/** What a failed call means for the message that it was to carry. */
export function judgeSend(error: GraphError): Failure {
  const verdict = verdictOf(error);
  const detail = error.providerCode ? `${error.providerCode}: ${error.detail}` : error.detail;
  if (!verdict)
    return error.kind === 'never_asked'
      ? { ok: false, kind: 'not_connected', code: 'not_connected', detail }
      : { ok: false, kind: 'unknown', code: 'unconfirmed', detail };
  const retryAfterMs = Math.max(error.retryAfterMs ?? 0, verdict.retryAfterMs ?? 0);
  const { kind, code, scope } = verdict;
  return {
    ok: false,
    kind,
    code,
    detail,
    ...(scope ? { scope } : {}),
    ...(retryAfterMs > 0 && verdict.kind === 'retry' ? { retryAfterMs } : {}),
  };
}

/** What a failed call means that sends nothing (an upload before a send): repeating it does no harm. */
export function judgePreparation(error: GraphError): Failure {
  const failure = judgeSend(error);
  return failure.kind === 'unknown' ? { ...failure, kind: 'retry', code: 'provider_error' } : failure;
}

/** The same outside of sending. */
export function toChannelError(error: GraphError): ChannelError {
  const verdict = verdictOf(error);
  const kind = !verdict || verdict.kind === 'retry' ? 'unreachable' : 'refused';
  return new ChannelError(kind, error.detail, verdict?.reason, error.providerCode, { cause: error });
}
