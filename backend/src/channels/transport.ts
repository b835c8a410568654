// Failures on the way to a provider: which ones prove that nothing was asked.
import { isRecord } from './foreign';

/** Failures before anything was written to the server. */
const neverAsked = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Failures of a server that let the time pass, before it was reached or while it answered. */
const tookTooLong = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

export interface TransportFailure {
  /** Nothing was written to the server; otherwise it may have done what it was asked. */
  neverAsked: boolean;
  /** At most 300 characters. */
  detail: string;
}

export function readTransportFailure(error: unknown): TransportFailure {
  const code = codeOf(error);
  const detail = `${code ?? 'failed'}: ${error instanceof Error ? error.message : String(error)}`;
  return { neverAsked: code !== undefined && neverAsked.has(code), detail: detail.slice(0, 300) };
}

/** Whether a provider did not answer in time; reads any error that carries the failure as its cause. */
export function isTimeout(error: unknown): boolean {
  return tookTooLong.has(codeOf(error) ?? '');
}

function codeOf(error: unknown): string | undefined {
  if (!isRecord(error)) return undefined;
  if (typeof error.code === 'string') return error.code;
  // A host with several addresses fails with one error for each.
  return Array.isArray(error.errors) ? codeOf(error.errors[0]) : codeOf(error.cause);
}
