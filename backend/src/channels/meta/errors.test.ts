// Each code of Meta's error tables has one meaning; what is not in the tables is judged by what Meta says of it.
import { GraphError, judgePreparation, judgeSend, readRefusal, toChannelError } from './errors';

const refuse = (error: object, status = 400, headers: object = {}) =>
  readRefusal(
    status,
    { error: { message: 'words', type: 'OAuthException', fbtrace_id: 'T', ...error } },
    headers,
    'secret-token',
  );

type Row = [
  codes: (number | [number, number])[],
  kind: string,
  code: string,
  more?: { reason?: string; [more: string]: unknown },
];

const table: Row[] = [
  [[0, 190, [190, 463], [190, 460]], 'not_connected', 'auth_failed', { reason: 'token_invalid' }],
  [[3, 10, 200, 230, 299, [100, 33], 33, 131005], 'not_connected', 'auth_failed', { reason: 'permissions_missing' }],
  [[368, 131031, [10, 1893063]], 'not_connected', 'restricted', { reason: 'account_restricted' }],
  [[133010, 131045, 133006], 'not_connected', 'not_connected', { reason: 'not_registered' }],
  [[4, 32, 613, 80006, 80007, 130429], 'retry', 'rate_limited', { scope: 'line' }],
  [[131056], 'retry', 'pair_limited', { scope: 'person', retryAfterMs: 6000 }],
  [[1, 2, 1200, 131000, 131016, 133004], 'retry', 'provider_error', { scope: 'message' }],
  [[131057], 'retry', 'provider_error', { scope: 'line' }],
  [[134101, 132069], 'retry', 'provider_error', { retryAfterMs: 600_000 }],
  [[131047, [10, 2018278], [10, 2018065], [10, 2534022]], 'permanent', 'window_closed'],
  [[131026, 131030, 131062, 130472, 137000, [100, 2018001], [551, 1545041]], 'permanent', 'undeliverable'],
  [[131021], 'permanent', 'invalid_number'],
  [[131050], 'permanent', 'unsubscribed'],
  [[130497, 131037, 131048, 131049, 131064, [100, 2534037], [2, 2018344]], 'permanent', 'restricted'],
  [[131042], 'permanent', 'payment_problem'],
  [[100, 131008, 131009, 131055, 135000, 133005, 133008, 133009, 133016], 'permanent', 'invalid_request'],
  [[131051], 'permanent', 'unsupported_kind'],
  [[131052, 131053, [100, 2018047], [100, 2018074], [100, 2018294]], 'permanent', 'media_failed'],
  [[132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132068, 134102], 'permanent', 'template_rejected'],
];

test.each(
  table.flatMap(([codes, kind, code, more = {}]) =>
    codes.map((one): [string, object, NonNullable<Row[3]>] => {
      const [number, subcode] = [one].flat();
      return [[one].flat().join('/'), { code: number, error_subcode: subcode }, { kind, code, ...more }];
    }),
  ),
)('code %s', (name, error, { reason, ...expected }) => {
  // The HTTP status decides nothing.
  for (const status of [400, 401, 403, 404, 429, 500, 503])
    expect(judgeSend(refuse(error, status))).toMatchObject({ ok: false, detail: `${name}: words`, ...expected });
  // What it says of the line is told where the line is checked, and only there.
  expect(judgeSend(refuse(error))).not.toHaveProperty('reason');
  expect(toChannelError(refuse(error)).reason).toBe(reason);
});

test('a code that nobody knows is for good, unless Meta calls it transient or failed itself', () => {
  expect(judgeSend(refuse({ code: 777 }))).toMatchObject({ kind: 'permanent', code: 'provider_error' });
  expect(judgeSend(refuse({ code: 777, is_transient: true }))).toMatchObject({ kind: 'retry' });
  expect(judgeSend(refuse({ code: 777 }, 500))).toMatchObject({ kind: 'retry' });
  expect(judgeSend(refuse({ code: 100, error_subcode: 1 }))).toMatchObject({ code: 'invalid_request' });
});

test('an answer that is not Meta’s may hide a send behind it from 500 upwards, and none below', () => {
  expect(judgeSend(readRefusal(502, '<html>Bad gateway</html>', {}, 'x'))).toMatchObject({
    kind: 'unknown',
    code: 'unconfirmed',
  });
  expect(judgeSend(readRefusal(504, undefined, {}, 'x'))).toMatchObject({ kind: 'unknown' });
  expect(judgeSend(readRefusal(404, 'not here', {}, 'x'))).toMatchObject({ kind: 'permanent', code: 'provider_error' });
  expect(judgeSend(readRefusal(429, '', {}, 'x'))).toMatchObject({
    kind: 'retry',
    code: 'rate_limited',
    scope: 'line',
  });
});

test('before anything was asked the message waits; on the way it is uncertain; an upload may be repeated', () => {
  expect(judgeSend(new GraphError('never_asked', 'ECONNREFUSED'))).toMatchObject({
    kind: 'not_connected',
    code: 'not_connected',
  });
  const cut = new GraphError('unclear', 'ECONNRESET');
  expect(judgeSend(cut)).toMatchObject({ kind: 'unknown', code: 'unconfirmed' });
  expect(judgePreparation(cut)).toMatchObject({ kind: 'retry', code: 'provider_error' });
});

test('the longest wait that Meta asks for is kept', () => {
  const businessUsage = JSON.stringify({
    '102': [{ type: 'messages', call_count: 100, estimated_time_to_regain_access: 3 }],
    '103': [{ estimated_time_to_regain_access: 19 }],
  });
  expect(judgeSend(refuse({ code: 80007 }, 400, { businessUsage }))).toMatchObject({ retryAfterMs: 19 * 60_000 });
  expect(judgeSend(refuse({ code: 130429 }, 429, { retryAfter: '30' }))).toMatchObject({ retryAfterMs: 30_000 });
  expect(judgeSend(refuse({ code: 131056 }, 400, { retryAfter: '1' }))).toMatchObject({ retryAfterMs: 6000 });
  for (const usage of ['', '{', '[]', '{"a":1}', '{"a":[null]}'])
    expect(judgeSend(refuse({ code: 80007 }, 400, { businessUsage: usage }))).not.toHaveProperty('retryAfterMs');
});

test('the words are Meta’s, with the details, without the token', () => {
  const error = refuse({ code: 100, message: 'Bad token secret-token', error_data: { details: 'because' } });
  expect(error).toMatchObject({ detail: 'Bad token … – because', code: 100, fbtraceId: 'T' });
  expect(error.message).not.toContain('secret-token');
});

test('outside of sending, a refusal says whether the line is at fault and whether to come back', () => {
  expect(toChannelError(refuse({ code: 190, error_subcode: 463 }))).toMatchObject({
    kind: 'refused',
    reason: 'token_invalid',
    providerCode: '190/463',
  });
  expect(toChannelError(refuse({ code: 131009 }))).toMatchObject({ kind: 'refused', reason: undefined });
  expect(toChannelError(refuse({ code: 2 }))).toMatchObject({ kind: 'unreachable' });
  expect(toChannelError(new GraphError('unclear', 'x'))).toMatchObject({ kind: 'unreachable' });
});
