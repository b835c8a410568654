// The rules of a line by token as tables.
import type { ConnectionReason, ConnectionState } from '@parley/contract';
import { ChannelError, type LineCheck } from '../../channels/channel';
import type { Line } from './policy';
import { restCheckMs } from './policy';
import type { TokenTruth } from './provider';
import { afterRefusal, afterTruth, mayMissMessages } from './token-policy';

const now = new Date('2026-11-21T10:00:00Z');
const line = (state: ConnectionState, reason: ConnectionReason | null, recoveryAttempts = 0): Line => ({
  state,
  reason,
  since: new Date('2026-11-21T09:00:00Z'),
  nextRetryAt: null,
  recoveryAttempts,
  phone: '+15550009999',
  profileName: 'Shop One',
  qr: null,
  lastOrder: null,
});
const check: LineCheck = {
  usable: true,
  reason: null,
  displayName: 'Shop Two',
  phone: null,
  quality: 'green',
  messagingLimit: null,
  throughput: null,
  tokenExpiresAt: null,
  problems: [],
};
const usable: TokenTruth = { is: 'usable', check, mended: false };
const refused: TokenTruth = { is: 'unusable', reason: 'token_invalid', check: null };
const silent: TokenTruth = { is: 'unreachable', error: new ChannelError('unreachable', 'timeout') };
const connected = line('connected', null);
const away = (looks: number) => line('connecting', 'gateway_unreachable', looks);
const seconds = (count: number) => count * 1000;

test.each<[string, Line, TokenTruth, ConnectionState, ConnectionReason | null, number | null]>([
  ['a working line stays connected and is not asked again soon', connected, usable, 'connected', null, null],
  ['a refused token is an error at once', connected, refused, 'error', 'token_invalid', restCheckMs],
  ['a first silence changes nothing', connected, silent, 'connected', null, seconds(15)],
  ['a second silence changes nothing', line('connected', null, 1), silent, 'connected', null, seconds(15)],
  [
    'a third silence means that the provider is away',
    line('connected', null, 2),
    silent,
    'connecting',
    'gateway_unreachable',
    seconds(10),
  ],
  ['an absent provider is asked less and less', away(3), silent, 'connecting', 'gateway_unreachable', seconds(80)],
  ['an absent provider becomes an error', away(8), silent, 'error', 'gateway_unreachable', seconds(300)],
  ['a provider that is back connects the line', away(8), usable, 'connected', null, null],
  ['an error heals by itself', line('error', 'account_restricted'), usable, 'connected', null, null],
  ['an error outlasts a silence', line('error', 'token_invalid'), silent, 'error', 'token_invalid', restCheckMs],
  ['another error takes its place', line('error', 'not_subscribed'), refused, 'error', 'token_invalid', restCheckMs],
  [
    'a line that a person ended stays ended',
    line('disconnected', 'logged_out'),
    usable,
    'disconnected',
    'logged_out',
    null,
  ],
])('%s', (_title, before, truth, state, reason, nextMs) => {
  const after = afterTruth(before, truth, now);
  expect(after).toMatchObject({ state, reason });
  expect(after.nextRetryAt).toEqual(nextMs === null ? null : new Date(now.getTime() + nextMs));
  expect(after.since).toEqual(after.state === before.state && after.reason === before.reason ? before.since : now);
});

test('a person who gives a new token connects what a person ended', () => {
  expect(afterTruth(line('disconnected', 'logged_out'), usable, now, { asked: true })).toMatchObject({
    state: 'connected',
    profileName: 'Shop Two',
    phone: '+15550009999',
  });
});

test('a line whose sends keep bouncing though its check is fine rests, and is tried again', () => {
  const justNow = { checkedAt: new Date(now.getTime() - 5000) };
  const bounced = line('connected', null, 3);
  expect(afterTruth(line('connected', null, 2), usable, now, justNow)).toMatchObject({
    state: 'connected',
    recoveryAttempts: 2,
  });
  const resting = afterTruth(bounced, usable, now, justNow);
  expect(resting).toMatchObject({ state: 'error', reason: 'account_restricted', recoveryAttempts: 0 });
  expect(afterTruth(resting, usable, now, justNow).state).toBe('connected');
  const yesterday = { checkedAt: new Date(now.getTime() - 86_400_000) };
  expect(afterTruth(bounced, usable, now, yesterday)).toMatchObject({ state: 'connected', recoveryAttempts: 0 });
});

test('the same refusal again does not make the outage younger', () => {
  const first = afterRefusal(connected, 'banned', now);
  expect(afterRefusal(first, 'banned', new Date(now.getTime() + 60_000)).since).toEqual(now);
});

test.each<[Parameters<typeof mayMissMessages>, boolean]>([
  [['whatsapp_evolution', 'gateway_unreachable'], true],
  [['whatsapp_evolution', 'logged_out'], true],
  [['messenger', 'token_invalid'], true],
  [['whatsapp_cloud', 'not_subscribed'], true],
  [['whatsapp_cloud', 'gateway_unreachable'], false],
])('%j may miss messages: %s', (given, expected) => {
  expect(mayMissMessages(...given)).toBe(expected);
});
