// What Meta's error codes mean for a message and for its line. One table for answers to a send and for failures told later by a webhook.
// Source: the error tables of the Cloud API and of the Messenger Platform.
import type { ConnectionReason, OutcomeCode } from '@parley/contract';

export interface Verdict {
  kind: 'retry' | 'permanent' | 'not_connected';
  code: OutcomeCode;
  /** Whom the provider wants slower. */
  scope?: 'message' | 'person' | 'line';
  /** Why the line cannot be used, for `not_connected`. */
  reason?: ConnectionReason;
  retryAfterMs?: number;
}

const minuteMs = 60_000;

const lineDown = (code: OutcomeCode, reason: ConnectionReason): Verdict => ({ kind: 'not_connected', code, reason });
const forGood = (code: OutcomeCode): Verdict => ({ kind: 'permanent', code });
/** Refused for good, and for everybody alike: this business may not send until a person mends it. */
const forAll = (code: OutcomeCode): Verdict => ({ kind: 'permanent', code, scope: 'line' });
const later = (retryAfterMs?: number): Verdict => ({
  kind: 'retry',
  code: 'provider_error',
  scope: 'message',
  ...(retryAfterMs ? { retryAfterMs } : {}),
});

const tokenInvalid = lineDown('auth_failed', 'token_invalid');
const permissionsMissing = lineDown('auth_failed', 'permissions_missing');
const accountRestricted = lineDown('restricted', 'account_restricted');
const notRegistered = lineDown('not_connected', 'not_registered');
const slowerLine: Verdict = { kind: 'retry', code: 'rate_limited', scope: 'line' };
const maintenance: Verdict = { kind: 'retry', code: 'provider_error', scope: 'line', retryAfterMs: minuteMs };
/** One message in six seconds to the same person. */
const slowerPerson: Verdict = { kind: 'retry', code: 'pair_limited', scope: 'person', retryAfterMs: 6000 };

/** By `code` or `code/subcode`; the longer key decides. */
const verdicts: Record<string, Verdict> = {
  // Tokens, permissions, the account itself
  '0': tokenInvalid,
  '102': tokenInvalid,
  '190': tokenInvalid,
  '3': permissionsMissing,
  '10': permissionsMissing,
  '33': permissionsMissing,
  '100/33': permissionsMissing,
  '131005': permissionsMissing,
  '368': accountRestricted,
  '131031': accountRestricted,
  '10/1893063': accountRestricted,
  '131045': notRegistered,
  '133006': notRegistered,
  '133010': notRegistered,

  // Too fast
  '4': slowerLine,
  '17': slowerLine,
  '32': slowerLine,
  '613': slowerLine,
  '80006': slowerLine,
  '80007': slowerLine,
  '80008': slowerLine,
  '130429': slowerLine,
  '131056': slowerPerson,

  // For the moment
  '1': later(),
  '2': later(),
  '1200': later(),
  '131000': later(),
  '131016': later(),
  '133004': later(),
  '131057': maintenance,
  '132069': later(10 * minuteMs),
  '134101': later(10 * minuteMs),

  // The window
  '131047': forGood('window_closed'),
  '10/2018065': forGood('window_closed'),
  '10/2018278': forGood('window_closed'),
  '10/2534022': forGood('window_closed'),

  // The person
  '131026': forGood('undeliverable'),
  '131030': forGood('undeliverable'),
  '131062': forGood('undeliverable'),
  '130472': forGood('undeliverable'),
  '137000': forGood('undeliverable'),
  '100/2018001': forGood('undeliverable'),
  '551': forGood('undeliverable'),
  '131021': forGood('invalid_number'),
  '131050': forGood('unsubscribed'),

  // What Meta does not let this business send
  '130497': forGood('restricted'),
  '131037': forAll('restricted'),
  '131048': forAll('restricted'),
  '131049': forGood('restricted'),
  '131064': forAll('restricted'),
  '100/2534037': forGood('restricted'),
  '2/2018344': forGood('restricted'),
  '131042': forAll('payment_problem'),

  // The message
  '100': forGood('invalid_request'),
  '131008': forGood('invalid_request'),
  '131009': forGood('invalid_request'),
  '131055': forGood('invalid_request'),
  '133005': forGood('invalid_request'),
  '133008': forGood('invalid_request'),
  '133009': forGood('invalid_request'),
  '133016': forGood('invalid_request'),
  '135000': forGood('invalid_request'),
  '131051': forGood('unsupported_kind'),
  '131052': forGood('media_failed'),
  '131053': forGood('media_failed'),
  '100/2018007': forGood('media_failed'),
  '100/2018008': forGood('media_failed'),
  '100/2018047': forGood('media_failed'),
  '100/2018074': forGood('media_failed'),
  '100/2018294': forGood('media_failed'),

  // The template
  '132000': forGood('template_rejected'),
  '132001': forGood('template_rejected'),
  '132005': forGood('template_rejected'),
  '132007': forGood('template_rejected'),
  '132008': forGood('template_rejected'),
  '132012': forGood('template_rejected'),
  '132015': forGood('template_rejected'),
  '132016': forGood('template_rejected'),
  '132068': forGood('template_rejected'),
  '134102': forGood('template_rejected'),
};

/** @returns undefined for codes that the table does not know */
export function judgeCode(code: unknown, subcode: unknown): Verdict | undefined {
  const key = `${String(code)}/${String(subcode)}`;
  if (Object.hasOwn(verdicts, key)) return verdicts[key];
  if (Object.hasOwn(verdicts, String(code))) return verdicts[String(code)];
  // 200 to 299 are all permissions.
  return typeof code === 'number' && code >= 200 && code <= 299 ? permissionsMissing : undefined;
}
