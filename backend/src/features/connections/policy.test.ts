// The rules of a line as tables, and that webhooks in any order and number end in the same state.
import type { ConnectionReason, ConnectionState } from '@parley/contract';
import fc from 'fast-check';
import type { ConnectionEvent } from '../../channels/events';
import {
  afterEvent,
  afterLogout,
  afterPoll,
  afterStart,
  graceMs,
  type Line,
  restCheckMs,
  type Truth,
  withQr,
} from './policy';

const now = new Date('2026-11-21T10:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const minutes = (count: number) => count * 60_000;

function line(state: ConnectionState, reason: ConnectionReason | null, rest: Partial<Line> = {}): Line {
  return {
    state,
    reason,
    since: new Date('2026-11-21T09:00:00Z'),
    nextRetryAt: null,
    recoveryAttempts: 0,
    phone: null,
    profileName: null,
    qr: null,
    lastOrder: null,
    ...rest,
  };
}
const connected = line('connected', null, { phone: '+15550009999' });
const waiting = line('connecting', 'waiting_for_scan');
type Told = ConnectionEvent extends infer E ? (E extends unknown ? Omit<E, 'order' | 'instanceName'> : never) : never;
const event = (told: Told, order = 1): ConnectionEvent => ({ order, instanceName: 'shop-1', ...told });
const qr = (code: string): Told => ({ type: 'qr', code, image: null, pairingCode: null });
const opened: Told = { type: 'opened', phone: '+15550009999', profileName: 'Shop One' };

describe('an event', () => {
  test.each<[string, Line, Told, ConnectionState, ConnectionReason | null]>([
    [
      'a QR makes it wait for a scan',
      line('connecting', 'waiting_for_scan'),
      qr('2@a'),
      'connecting',
      'waiting_for_scan',
    ],
    ['an open line is connected', waiting, opened, 'connected', null],
    ['logging out on the phone ends it', connected, { type: 'closed', code: 401 }, 'disconnected', 'logged_out'],
    ['a ban is an error', connected, { type: 'closed', code: 403 }, 'error', 'banned'],
    ['another session took over', connected, { type: 'closed', code: 440 }, 'disconnected', 'replaced'],
    ['a lost connection is recovered', connected, { type: 'closed', code: 428 }, 'connecting', 'reconnecting'],
    ['a close without a reason needs a scan', connected, { type: 'closed', code: null }, 'disconnected', 'logged_out'],
    ['too many QRs end the attempt', waiting, { type: 'refused' }, 'disconnected', 'qr_limit'],
    ['an instance removed at the gateway is missing', connected, { type: 'removed' }, 'error', 'instance_missing'],
    ['a reconnect storm does not flip a connected line', connected, { type: 'connecting' }, 'connected', null],
    [
      'connecting says nothing about a line at rest',
      line('disconnected', 'logged_out'),
      { type: 'connecting' },
      'disconnected',
      'logged_out',
    ],
  ])('%s', (_what, before, told, state, reason) => {
    expect(afterEvent(before, event(told), now)).toMatchObject({ state, reason });
  });

  test('opening stores who it is, forgets the QR and ends every recovery', () => {
    const before = line('connecting', 'reconnecting', { recoveryAttempts: 2, nextRetryAt: later(minutes(15)) });
    expect(
      afterEvent(withQr(before, { code: 'a', image: null, pairingCode: null, count: 1 }, now), event(opened), now),
    ).toMatchObject({
      state: 'connected',
      phone: '+15550009999',
      profileName: 'Shop One',
      qr: null,
      recoveryAttempts: 0,
      since: now,
    });
  });

  test('a storm of "connecting" has the line looked at once, fifteen seconds after its first', () => {
    const first = afterEvent(connected, event({ type: 'connecting' }), now);
    const storm = Array.from({ length: 150 }, (_, at) => later(at * 500)).reduce(
      (before, at) => afterEvent(before, event({ type: 'connecting' }), at),
      first,
    );
    expect(storm.nextRetryAt).toEqual(later(graceMs));
    expect(afterEvent(storm, event(opened, 2), later(2000)).nextRetryAt).toEqual(later(2000 + restCheckMs));
  });

  test('an event older than the newest changes no state but has the gateway asked', () => {
    const current = afterEvent(connected, event(opened, 100), now);
    const after = afterEvent(current, event({ type: 'closed', code: 401 }, 50), now);
    expect(after).toMatchObject({ state: 'connected', nextRetryAt: later(graceMs) });
    expect(afterEvent(current, event(opened, 100), now)).toBe(current);
  });

  test('the first QR lives a minute, the following twenty seconds, and a copy does not begin anew', () => {
    const first = afterEvent(waiting, event(qr('2@a'), 1), now);
    expect(first.qr).toMatchObject({ count: 1, expiresAt: later(60_000).getTime() });
    const copy = afterEvent(first, event(qr('2@a'), 2), later(5000));
    expect(copy.qr).toEqual(first.qr);
    const second = afterEvent(copy, event(qr('2@b'), 3), later(60_000));
    expect(second.qr).toMatchObject({ count: 2, expiresAt: later(80_000).getTime() });
  });
});

describe('the gateway, when asked,', () => {
  test.each<[string, Line, Truth['is'], ConnectionState, ConnectionReason | null, string | undefined, number | null]>([
    ['confirms a connected line', connected, 'open', 'connected', null, undefined, restCheckMs],
    ['knows of an open line before we do', waiting, 'open', 'connected', null, undefined, restCheckMs],
    [
      'knows of an open line we had given up',
      line('disconnected', 'logged_out'),
      'open',
      'connected',
      null,
      undefined,
      restCheckMs,
    ],
    ['reconnects by itself', connected, 'connecting', 'connecting', 'reconnecting', undefined, minutes(5)],
    ['is told to reconnect', connected, 'close', 'connecting', 'reconnecting', 'reconnect', minutes(5)],
    [
      'tries a second time',
      line('connecting', 'reconnecting', { recoveryAttempts: 1 }),
      'close',
      'connecting',
      'reconnecting',
      'reconnect',
      minutes(15),
    ],
    [
      'is shaken on the second try',
      line('connecting', 'reconnecting', { recoveryAttempts: 1 }),
      'connecting',
      'connecting',
      'reconnecting',
      'restart',
      minutes(15),
    ],
    [
      'tries a third time',
      line('connecting', 'reconnecting', { recoveryAttempts: 2 }),
      'close',
      'connecting',
      'reconnecting',
      'reconnect',
      minutes(1),
    ],
    [
      'is given up after three tries',
      line('connecting', 'reconnecting', { recoveryAttempts: 3 }),
      'close',
      'error',
      'reconnecting',
      undefined,
      restCheckMs,
    ],
    ['still waits for a scan', waiting, 'connecting', 'connecting', 'waiting_for_scan', undefined, minutes(1)],
    ['ended the QRs unheard', waiting, 'close', 'disconnected', 'qr_limit', undefined, null],
    ['has no such instance', connected, 'missing', 'error', 'instance_missing', undefined, null],
    ['refuses our key', connected, 'refused', 'error', 'gateway_refused', undefined, restCheckMs],
    ['has no licence', connected, 'unlicensed', 'error', 'unlicensed', undefined, restCheckMs],
    ['cannot be reached', connected, 'unreachable', 'connecting', 'gateway_unreachable', undefined, 10_000],
    [
      'cannot be reached for long',
      line('connecting', 'gateway_unreachable', { recoveryAttempts: 8 }),
      'unreachable',
      'error',
      'gateway_unreachable',
      undefined,
      minutes(5),
    ],
    [
      'is back, and so is the line',
      line('error', 'gateway_unreachable', { recoveryAttempts: 20 }),
      'open',
      'connected',
      null,
      undefined,
      restCheckMs,
    ],
    [
      'is back, the line is not',
      line('error', 'gateway_unreachable'),
      'close',
      'connecting',
      'reconnecting',
      'reconnect',
      minutes(5),
    ],
    ['stutters', connected, 'inconclusive', 'connected', null, undefined, 30_000],
    [
      'leaves a logged-out line alone',
      line('disconnected', 'logged_out'),
      'close',
      'disconnected',
      'logged_out',
      undefined,
      null,
    ],
    ['leaves a banned number alone', line('error', 'banned'), 'close', 'error', 'banned', undefined, null],
    [
      'leaves a new line alone',
      line('disconnected', 'never_connected'),
      'missing',
      'disconnected',
      'never_connected',
      undefined,
      null,
    ],
    [
      'is restarted when sends bounce off its open line',
      { ...connected, recoveryAttempts: 3 },
      'open',
      'connected',
      null,
      'restart',
      graceMs,
    ],
  ])('%s', (_what, before, is, state, reason, remedy, waitMs) => {
    const after = afterPoll(before, { is }, now);
    expect(after.line).toMatchObject({ state, reason });
    expect(after.remedy).toBe(remedy);
    expect(after.line.nextRetryAt).toEqual(waitMs === null ? null : later(waitMs));
  });
});

test('a person’s start waits for a scan, a logout rests', () => {
  expect(afterStart(line('error', 'banned', { recoveryAttempts: 3 }), now)).toMatchObject({
    ...waiting,
    since: now,
    nextRetryAt: later(60_000),
  });
  expect(afterLogout(connected, now)).toMatchObject({ state: 'disconnected', reason: 'logged_out', nextRetryAt: null });
});

test('the same events in any order and number end in the same state', () => {
  const told: fc.Arbitrary<Told> = fc.constantFrom<Told[]>(
    { type: 'connecting' },
    qr('2@a'),
    qr('2@b'),
    opened,
    { type: 'closed', code: 401 },
    { type: 'closed', code: 403 },
    { type: 'closed', code: 428 },
    { type: 'refused' },
    { type: 'removed' },
  );
  const story = fc.array(told, { minLength: 1, maxLength: 12 }).map((all) => all.map((one, at) => event(one, at + 1)));
  const shuffledWithCopies = story.chain((events) =>
    fc.tuple(
      fc.constant(events),
      fc
        .array(fc.constantFrom(...events), { maxLength: 10 })
        .chain((copies) => fc.shuffledSubarray([...events, ...copies], { minLength: events.length + copies.length })),
    ),
  );
  const start = fc.constantFrom(connected, waiting, line('disconnected', 'never_connected', { phone: '+15550009999' }));
  const end = (before: Line, events: readonly ConnectionEvent[]) => {
    const { state, reason, phone, qr: code } = events.reduce((one, next) => afterEvent(one, next, now), before);
    return { state, reason, phone, code: code?.code };
  };
  fc.assert(
    fc.property(start, shuffledWithCopies, (before, [inOrder, shuffled]) => {
      expect(end(before, shuffled)).toEqual(end(before, inOrder));
    }),
    { numRuns: 2000 },
  );
});
