// Envelopes: the one place where answers and errors become HTTP.
import type { Endpoint, ErrorDetail } from '@parley/contract';
import { errorStatus } from '@parley/contract';
import type { Response } from 'express';
import type { z } from 'zod';
import { isTextFault } from '../db/faults';
import { AppError, notFound } from '../errors';
import type { Logger } from '../logger';

/** Builds the success envelope; the output schema strips whatever is not declared. */
export function toEnvelope(endpoint: Endpoint, answer: unknown): Record<string, unknown> {
  if (!endpoint.list) return { success: true, data: endpoint.response.parse(answer) };
  const { items, pagination } = answer as { items: unknown[]; pagination: unknown };
  return { success: true, data: items.map((item) => endpoint.response.parse(item)), pagination };
}

/** Turns any failure into the error envelope. Unknown errors are logged whole and answered without their internals. */
export function sendError(res: Response, error: unknown, requestId: string, log: Logger): void {
  const known = toAppError(error);
  const status = known ? errorStatus[known.code] : 500;
  if (!known) log.error('a request failed', { error });
  else if (status >= 500 || known.internal)
    log.warn('a request was refused', { code: known.code, internal: known.internal, cause: known.cause });
  if (res.headersSent) {
    res.destroy();
    return;
  }
  if (known?.retryAfterSeconds) res.setHeader('Retry-After', String(known.retryAfterSeconds));
  res.status(status).json({
    success: false,
    message: known?.message ?? 'Something went wrong on our side. Try again; if it stays, give support the request id.',
    error: known?.code ?? 'internal',
    ...(known?.details ? { details: known.details } : {}),
    ...(known?.data ? { data: known.data } : {}),
    requestId,
  });
}

/** The 400 for a failed schema: one detail per field. */
export function invalidInput(error: z.ZodError, where: 'params' | 'query' | 'body'): AppError {
  const details: ErrorDetail[] = error.issues.map((issue) => ({
    path: issue.path.join('.') || where,
    message: issue.message,
  }));
  const fields = details.map((detail) => detail.path).join(', ');
  return new AppError('validation_failed', `Check these fields: ${fields}.`, { details });
}

/** The body parser tells the limit that was passed. */
function limitOf(error: unknown): string {
  const bytes = typeof error === 'object' && error !== null && 'limit' in error ? Number(error.limit) : Number.NaN;
  return Number.isFinite(bytes) ? `${Math.round(bytes / 1024 / 1024)} MB` : 'allowed';
}

function toAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') return new AppError('too_large', `The request is larger than ${limitOf(error)}.`);
  if (type === 'entity.parse.failed') return new AppError('malformed_request', 'The body is not valid JSON.');
  if (type === 'encoding.unsupported' || type === 'charset.unsupported')
    return new AppError('unsupported_type', 'Send the body as UTF-8 JSON.');
  if (error instanceof URIError) return new AppError('malformed_request', 'The address is not valid.');
  if (isTextFault(error))
    return new AppError('validation_failed', 'The request holds characters that cannot be stored (NUL). Remove them.');
  return fromExpress(error);
}

/** Refusals of the framework's own parts: files that are not there, bodies that break off. */
function fromExpress(error: unknown): AppError | undefined {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 0;
  if (status === 403 || status === 404) return notFound('file');
  return status >= 400 && status < 500
    ? new AppError('malformed_request', 'The request could not be read. Send it again.', { cause: error })
    : undefined;
}
