// Counters are the sum of moves, in any order.
import type { MessageState } from '@parley/contract';
import fc from 'fast-check';
import { sumMoves } from './counters';
import { backoffMs, judge } from './policy';

const outbound: MessageState[] = ['queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'skipped', 'uncertain'];
const path = fc.array(fc.constantFrom(...outbound), { minLength: 1, maxLength: 6 });

test('counters after any walk equal the counters of its last state', () => {
  fc.assert(
    fc.property(path, (states) => {
      const walk = states.map((to, at) => ({ campaignId: null, from: states[at - 1] ?? ('queued' as const), to }));
      const direct = sumMoves([{ campaignId: null, from: 'queued', to: states.at(-1) ?? 'queued' }]);
      const { pending, sent, delivered, read, failed, skipped, uncertain } = sumMoves(walk);
      expect({ pending, sent, delivered, read, failed, skipped, uncertain }).toEqual({
        pending: direct.pending,
        sent: direct.sent,
        delivered: direct.delivered,
        read: direct.read,
        failed: direct.failed,
        skipped: direct.skipped,
        uncertain: direct.uncertain,
      });
    }),
  );
});

test('every recipient is counted exactly once among pending, sent, failed, skipped and uncertain', () => {
  for (const to of outbound) {
    const d = sumMoves([{ campaignId: null, from: 'queued', to }]);
    expect(1 + d.pending + d.sent + d.failed + d.skipped + d.uncertain).toBe(1);
  }
});

test('a message that left is charged once, a refused one is not, a late failure is refunded', () => {
  const move = (from: MessageState, to: MessageState) => sumMoves([{ campaignId: null, from, to }]);
  expect(move('sending', 'sent')).toMatchObject({ captured: 1, released: 0, refunded: 0 });
  expect(move('sending', 'uncertain')).toMatchObject({ captured: 1 });
  expect(move('uncertain', 'sent')).toMatchObject({ captured: 0, released: 0, refunded: 0 });
  expect(move('sent', 'read')).toMatchObject({ captured: 0 });
  expect(move('sending', 'failed')).toMatchObject({ captured: 0, released: 1 });
  expect(move('queued', 'skipped')).toMatchObject({ released: 1 });
  expect(move('sent', 'failed')).toMatchObject({ refunded: 1, released: 0 });
  expect(move('uncertain', 'queued')).toMatchObject({ refunded: 1, captured: 0 });
});

test('an unanswered send is never queued again', () => {
  for (const attempts of [1, 2, 50]) {
    expect(judge({ ok: false, kind: 'unknown', code: 'unconfirmed', detail: 'reset' }, attempts)).toMatchObject({
      state: 'sending',
      code: 'unconfirmed',
    });
  }
});

test('a line that is down fails no message, however often it is tried', () => {
  expect(
    judge({ ok: false, kind: 'not_connected', code: 'not_connected', detail: 'Connection Closed' }, 99),
  ).toMatchObject({ state: 'queued' });
});

test('a message that the provider keeps refusing for now fails in the end', () => {
  const refusal = { ok: false, kind: 'retry', code: 'rate_limited', detail: '429' } as const;
  expect(judge(refusal, 1)).toMatchObject({ state: 'queued' });
  expect(judge(refusal, 6)).toMatchObject({ state: 'failed', code: 'rate_limited' });
});

test('retries wait longer each time, up to five minutes, and at least as long as the provider asks', () => {
  expect(backoffMs(1, () => 0.5)).toBe(2000);
  expect(backoffMs(3, () => 0.5)).toBe(8000);
  expect(backoffMs(30, () => 0.5)).toBe(300_000);
  expect(judge({ ok: false, kind: 'retry', code: 'rate_limited', detail: '', retryAfterMs: 90_000 }, 1)).toMatchObject({
    delayMs: 90_000,
  });
});
