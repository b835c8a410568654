// Every refusal of the gateway's contract, and that no answer whatsoever confuses the reader.
import fc from 'fast-check';
import { type EvolutionErrorKind, extractDetail, readRefusal } from './errors';
import { judgeFailure } from './send';

const envelope = (status: number, error: string, message: unknown) => ({ status, error, response: { message } });
const closedLookup = {
  data: null,
  isBoom: true,
  isServer: false,
  output: {
    statusCode: 428,
    payload: { statusCode: 428, error: 'Precondition Required', message: 'Connection Closed' },
    headers: {},
  },
};

const refusals: [string, number, unknown, EvolutionErrorKind, string][] = [
  ['a wrong key', 401, envelope(401, 'Unauthorized', 'Unauthorized'), 'auth', 'not_connected'],
  [
    'an unknown instance',
    404,
    envelope(404, 'Not Found', ['The "x" instance does not exist']),
    'instance_missing',
    'not_connected',
  ],
  [
    'an instance that the list does not have',
    404,
    envelope(404, 'Not Found', ['Instance "x" not found']),
    'instance_missing',
    'not_connected',
  ],
  ['a route nobody serves', 404, envelope(404, 'Not Found', ['Cannot GET /x']), 'unreachable', 'not_connected'],
  [
    'a body outside its schema',
    400,
    envelope(400, 'Bad Request', [['instance requires property "text"']]),
    'invalid_request',
    'permanent',
  ],
  [
    'the flat form',
    400,
    { status: 400, error: 'Bad Request', message: [['Invalid format']] },
    'invalid_request',
    'permanent',
  ],
  ['broken JSON', 400, envelope(400, 'Internal Server Error', 'Unexpected token'), 'invalid_request', 'permanent'],
  ['a taken name', 403, envelope(403, 'Forbidden', ['This name "x" is already in use.']), 'name_conflict', 'permanent'],
  [
    'a line never opened',
    500,
    envelope(500, 'Internal Server Error', "Cannot read properties of undefined (reading 'onWhatsApp')"),
    'not_connected',
    'not_connected',
  ],
  [
    'a closed socket',
    500,
    envelope(500, 'Internal Server Error', 'Connection Closed'),
    'not_connected',
    'not_connected',
  ],
  ['a look-up on a line never opened', 400, {}, 'not_connected', 'not_connected'],
  ['a look-up on a closed socket', 400, closedLookup, 'not_connected', 'not_connected'],
  [
    'a number without WhatsApp',
    400,
    envelope(400, 'Bad Request', [{ jid: '15554040000@s.whatsapp.net', exists: false, number: '15554040000' }]),
    'recipient_not_on_whatsapp',
    'permanent',
  ],
  ['an unknown group', 400, envelope(400, 'Bad Request', ['[object Object]']), 'unknown', 'unknown'],
  ['a failure inside the send', 400, envelope(400, 'Bad Request', ['Error: Timed Out']), 'unknown', 'unknown'],
  ['an empty text', 400, envelope(400, 'Bad Request', ['Text is required']), 'invalid_request', 'permanent'],
  [
    'a logout while logged out',
    400,
    envelope(400, 'Bad Request', ['The "x" instance is not connected']),
    'not_connected',
    'not_connected',
  ],
  [
    'a missing licence',
    503,
    { error: 'service not activated', code: 'LICENSE_REQUIRED', message: 'activate' },
    'unlicensed',
    'not_connected',
  ],
  ['too many requests', 429, envelope(429, 'Too Many Requests', 'slow down'), 'rate_limited', 'retry'],
  [
    'a fault nobody explains',
    500,
    envelope(500, 'Internal Server Error', 'Internal Server Error'),
    'unknown',
    'unknown',
  ],
  ['a proxy that lost its server midway', 502, '<html>Bad Gateway</html>', 'unknown', 'unknown'],
  ['a proxy that waited in vain', 504, undefined, 'unknown', 'unknown'],
];

test.each(refusals)('%s is told apart by its answer', (_what, status, body, kind, outcome) => {
  const error = readRefusal(status, body);
  expect(error.kind).toBe(kind);
  expect(judgeFailure(error).kind).toBe(outcome);
});

test('a wait the gateway asks for is kept, as seconds or as a date', () => {
  expect(readRefusal(429, {}, '7').retryAfterMs).toBe(7000);
  const until = new Date(Date.now() + 60_000).toUTCString();
  expect(readRefusal(429, {}, until).retryAfterMs).toBeGreaterThan(50_000);
  expect(readRefusal(429, {}, 'soon').retryAfterMs).toBeNull();
});

test('an unexplained 5xx never counts as not sent', () => {
  fc.assert(
    fc.property(fc.integer({ min: 500, max: 599 }), fc.string(), (status, text) => {
      fc.pre(!/Connection Closed|Precondition Required|onWhatsApp|is not connected|LICENSE_REQUIRED/.test(text));
      expect(judgeFailure(readRefusal(status, envelope(status, 'x', text))).kind).toBe('unknown');
    }),
  );
});

test('any body yields a short detail and a kind', () => {
  fc.assert(
    fc.property(fc.integer({ min: 300, max: 599 }), fc.jsonValue(), (status, body) => {
      expect(extractDetail(body).length).toBeLessThanOrEqual(300);
      expect(readRefusal(status, body).kind).toBeTruthy();
    }),
  );
});
