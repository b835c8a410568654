// The rules of a line as pure functions: what events, polls and people make of its state, and when it is looked at again.
import type { ConnectionReason, ConnectionState } from '@parley/contract';
import type { ConnectionEvent } from '../../channels/events';
import type { QrCode } from '../../channels/evolution/gateway';

export interface StoredQr {
  code: string;
  image: string | null;
  pairingCode: string | null;
  /** Epoch milliseconds. */
  expiresAt: number;
  /** Which QR of this attempt, from 1. */
  count: number;
}

export interface Line {
  state: ConnectionState;
  reason: ConnectionReason | null;
  since: Date;
  /** When it is looked at next. */
  nextRetryAt: Date | null;
  recoveryAttempts: number;
  phone: string | null;
  profileName: string | null;
  qr: StoredQr | null;
  /** The gateway's clock (microseconds) at the newest event applied. */
  lastOrder: number | null;
}

/** What the gateway says when asked. `inconclusive`: it answered nothing usable this time. */
export type Truth =
  | { is: 'open'; phone?: string | null; profileName?: string | null }
  | { is: 'connecting' | 'close' | 'missing' | 'refused' | 'unlicensed' | 'unreachable' | 'inconclusive' };

/** What the caller does at the gateway once the change is committed. */
export type Remedy = 'reconnect' | 'restart';

const seconds = (count: number) => count * 1000;
const minutes = (count: number) => count * 60_000;

/** Storms of "connecting" belong to normal reconnects; only this long without "open" is worth a look. */
export const graceMs = seconds(15);
/** A line waiting for a scan is looked at this often, in case its webhooks are lost. */
export const waitingCheckMs = seconds(60);
/** A line at rest is looked at this often. */
export const restCheckMs = minutes(10);
/** Recovery tries: now, after 5 and after another 15 minutes (product rule "auto-recovery"); then a person is asked. */
const recoveryWaitsMs = [minutes(5), minutes(15)];
/** Unreachable gateway: 10 s, doubling, at most 5 min; after eight looks (about 20 min) it is called an error. */
const longestUnreachableWaitMs = minutes(5);
const patientLooks = 8;
/** Sends bounced this often on a line that calls itself open: its socket is dead, restart it. */
const bouncesBeforeRestart = 3;
/** WhatsApp's own life of a QR: 60 s for the first, 20 s for each that follows. */
const firstQrMs = seconds(60);
const nextQrMs = seconds(20);

/** Applies one webhook event. Events may come late, doubled and in any order; the newest by the gateway's clock decides. */
export function afterEvent(line: Line, event: ConnectionEvent, now: Date): Line {
  // Says little and comes in storms: it only makes us look soon. It does not count as the newest event.
  if (event.type === 'connecting') return line.state === 'connected' ? lookSoon(line, now, graceMs) : line;
  if (line.lastOrder !== null && event.order <= line.lastOrder) return afterLateEvent(line, event, now);
  const next = { ...line, lastOrder: event.order };
  switch (event.type) {
    case 'qr':
      return withQr(next, { ...event, count: null }, now);
    case 'opened':
      return { ...open(next, event, now), recoveryAttempts: 0 };
    case 'closed':
      return afterClose(next, event.code, now);
    case 'refused':
      return move(next, 'disconnected', 'qr_limit', now);
    case 'removed':
      return move(next, 'error', 'instance_missing', now);
  }
}

/** Applies what the gateway answered when asked for the state. */
export function afterPoll(line: Line, truth: Truth, now: Date): { line: Line; remedy?: Remedy } {
  if (truth.is === 'open') return afterOpenPoll(line, truth, now);
  // Nobody wants this line connected; nothing to recover.
  if (line.state === 'disconnected') return { line: { ...line, nextRetryAt: null } };
  switch (truth.is) {
    case 'missing':
      return { line: move(line, 'error', 'instance_missing', now) };
    case 'refused':
      return { line: at(move(line, 'error', 'gateway_refused', now), now, restCheckMs) };
    case 'unlicensed':
      return { line: at(move(line, 'error', 'unlicensed', now), now, restCheckMs) };
    case 'unreachable':
      return { line: afterUnreachable(line, now) };
    case 'inconclusive':
      return { line: at(line, now, line.state === 'connected' ? graceMs * 2 : waitingCheckMs) };
    case 'connecting':
    case 'close':
      return afterDownPoll(line, truth.is, now);
  }
}

/** A person asked for a connection: waiting for a scan from now on. */
export function afterStart(line: Line, now: Date): Line {
  return at(
    { ...move(line, 'connecting', 'waiting_for_scan', now), qr: null, recoveryAttempts: 0 },
    now,
    waitingCheckMs,
  );
}

/** A person logged the number out. */
export function afterLogout(line: Line, now: Date): Line {
  return move(line, 'disconnected', 'logged_out', now);
}

/** A QR came. The same code again changes nothing. */
export function withQr(line: Line, qr: QrCode, now: Date): Line {
  const waiting = at(move(line, 'connecting', 'waiting_for_scan', now, { keepQr: true }), now, waitingCheckMs);
  if (line.qr?.code === qr.code)
    return { ...waiting, qr: { ...line.qr, pairingCode: qr.pairingCode ?? line.qr.pairingCode } };
  const count = qr.count ?? (line.qr?.count ?? 0) + 1;
  const expiresAt = now.getTime() + (count <= 1 ? firstQrMs : nextQrMs);
  return { ...waiting, qr: { code: qr.code, image: qr.image, pairingCode: qr.pairingCode, count, expiresAt } };
}

/** True when the two show the same to people. */
export function sameStatus(a: Line, b: Line): boolean {
  return a.state === b.state && a.reason === b.reason && a.phone === b.phone && a.profileName === b.profileName;
}

function afterLateEvent(line: Line, event: ConnectionEvent, now: Date): Line {
  if (event.order === line.lastOrder) return line;
  const owner = event.type === 'opened' ? event : undefined;
  const known = {
    ...line,
    phone: line.phone ?? owner?.phone ?? null,
    profileName: line.profileName ?? owner?.profileName ?? null,
  };
  // The gateway's clock may also have been set back (it tells local time): let the gateway say what is true.
  return line.state === 'disconnected' ? known : lookSoon(known, now, graceMs);
}

function afterClose(line: Line, code: number | null, now: Date): Line {
  if (code === 403) return move(line, 'error', 'banned', now);
  if (code === 440) return move(line, 'disconnected', 'replaced', now);
  // These end the session: the phone must scan again.
  if (code === null || code === 401 || code === 402 || code === 406)
    return move(line, 'disconnected', 'logged_out', now);
  return at({ ...move(line, 'connecting', 'reconnecting', now), recoveryAttempts: 0 }, now, graceMs);
}

function afterOpenPoll(line: Line, truth: Truth & { is: 'open' }, now: Date): { line: Line; remedy?: Remedy } {
  if (line.state === 'connected' && line.recoveryAttempts >= bouncesBeforeRestart)
    return { line: at({ ...line, recoveryAttempts: 0 }, now, graceMs), remedy: 'restart' };
  const attempts = line.state === 'connected' ? line.recoveryAttempts : 0;
  return { line: { ...open(line, truth, now), recoveryAttempts: attempts } };
}

function afterDownPoll(line: Line, truth: 'connecting' | 'close', now: Date): { line: Line; remedy?: Remedy } {
  if (line.reason === 'waiting_for_scan')
    return {
      line: truth === 'connecting' ? at(line, now, waitingCheckMs) : move(line, 'disconnected', 'qr_limit', now),
    };
  if (line.state === 'error' && line.reason !== 'gateway_unreachable')
    return { line: line.reason === 'reconnecting' ? at(line, now, restCheckMs) : { ...line, nextRetryAt: null } };
  const tried = line.reason === 'reconnecting' ? line.recoveryAttempts : 0;
  const waitMs = recoveryWaitsMs[tried];
  // The last try is over: from here on it takes a person, though a line that heals by itself is still noticed.
  if (tried > recoveryWaitsMs.length) return { line: at(move(line, 'error', 'reconnecting', now), now, restCheckMs) };
  const trying = { ...move(line, 'connecting', 'reconnecting', now), recoveryAttempts: tried + 1 };
  const remedy = truth === 'close' ? 'reconnect' : tried > 0 ? 'restart' : undefined;
  return { line: at(trying, now, waitMs ?? waitingCheckMs), ...(remedy ? { remedy } : {}) };
}

/** The gateway or provider did not answer. */
export function afterUnreachable(line: Line, now: Date): Line {
  if (line.reason === 'waiting_for_scan') return at(line, now, waitingCheckMs);
  const looks = line.reason === 'gateway_unreachable' ? line.recoveryAttempts + 1 : 1;
  const state = looks > patientLooks ? 'error' : 'connecting';
  const waitMs = Math.min(longestUnreachableWaitMs, seconds(10) * 2 ** (looks - 1));
  return at({ ...move(line, state, 'gateway_unreachable', now), recoveryAttempts: looks }, now, waitMs);
}

function open(line: Line, owner: { phone?: string | null; profileName?: string | null }, now: Date): Line {
  return at(
    {
      ...move(line, 'connected', null, now),
      phone: owner.phone ?? line.phone,
      profileName: owner.profileName ?? line.profileName,
    },
    now,
    restCheckMs,
  );
}

/** In a new state since now; in the same since when it was. */
export function move(
  line: Line,
  state: ConnectionState,
  reason: ConnectionReason | null,
  now: Date,
  { keepQr = false } = {},
): Line {
  const since = line.state === state && line.reason === reason ? line.since : now;
  return { ...line, state, reason, since, nextRetryAt: null, qr: keepQr ? line.qr : null };
}

/** Looked at again after this long. */
export function at(line: Line, now: Date, waitMs: number): Line {
  return { ...line, nextRetryAt: new Date(now.getTime() + waitMs) };
}

function lookSoon(line: Line, now: Date, waitMs: number): Line {
  const soon = now.getTime() + waitMs;
  return line.nextRetryAt && line.nextRetryAt.getTime() <= soon ? line : at(line, now, waitMs);
}
