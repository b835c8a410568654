// WhatsApp's error codes: their words and the HTTP status they typically come with. Source: Meta's list of Cloud API error codes.

import { type GraphRefusal, refuse } from '../errors';

interface CodeWords {
  title: string;
  status: number;
}

const CODES: Record<number, [title: string, status: number]> = {
  0: ['AuthException', 401],
  1: ['API Unknown', 400],
  2: ['API Service', 503],
  3: ['API Method', 403],
  4: ['API Too Many Calls', 400],
  10: ['Permission Denied', 403],
  33: ['Parameter value is not valid', 400],
  100: ['Invalid parameter', 400],
  190: ['Access token has expired', 401],
  368: ['Temporarily blocked for policies violations', 403],
  80007: ['Rate limit issues', 400],
  130429: ['Rate limit hit', 429],
  130472: ["User's number is part of an experiment", 400],
  130497: ['Business account is restricted from messaging users in this country', 403],
  131000: ['Something went wrong', 500],
  131005: ['Access denied', 403],
  131008: ['Required parameter is missing', 400],
  131009: ['Parameter value is not valid', 400],
  131016: ['Service unavailable', 503],
  131021: ['Recipient cannot be sender', 400],
  131026: ['Message undeliverable', 400],
  131030: ['Recipient phone number not in allowed list', 400],
  131031: ['Business Account locked', 403],
  131037: ['WhatsApp provided number needs display name approval before message can be sent', 400],
  131042: ['Business eligibility payment issue', 400],
  131045: ['Incorrect certificate', 500],
  131047: ['Re-engagement message', 400],
  131048: ['Spam rate limit hit', 400],
  131049: ['This message was not delivered to maintain healthy ecosystem engagement', 400],
  131050: ['Unable to deliver the message. This recipient has chosen to stop receiving marketing messages', 400],
  131051: ['Unsupported message type', 400],
  131052: ['Media download error', 400],
  131053: ['Media upload error', 400],
  131055: ['Method not allowed', 400],
  131056: ['(Business Account, Consumer Account) pair rate limit hit', 400],
  131057: ['Account in maintenance mode', 500],
  131062: ['Business-scoped user ID recipients are not supported for this message', 400],
  131064: ['Message limit reached due to template classification', 400],
  132000: ['Number of parameters does not match the expected number of params', 400],
  132001: ['Template name does not exist in the translation', 404],
  132005: ['Translated text too long', 400],
  132007: ['Template format character policy violated', 400],
  132008: ['Parameter value does not match the expected format', 400],
  132012: ['Parameter format does not match format in the created template', 400],
  132015: ['Template is paused', 400],
  132016: ['Template is disabled', 400],
  132068: ['Flow is blocked', 400],
  132069: ['Flow is throttled', 500],
  133004: ['Server temporarily unavailable', 503],
  133005: ['Two step verification PIN mismatch', 400],
  133006: ['Phone number needs to be verified before registering', 400],
  133008: ['Too many two step verification PIN guesses', 400],
  133009: ['Two step verification PIN guessed too fast', 400],
  133010: ['Phone number not registered', 400],
  133016: ['Account register deregister rate limit exceeded', 400],
  134101: ['Template is syncing', 400],
  134102: ['Template unavailable', 400],
  135000: ['Generic user error', 400],
  137000: ['Recipient identity key hash mismatch', 400],
};

/** The words of a code and its typical HTTP status; an unknown code is a plain 400. */
export function readCode(code: number): CodeWords {
  const [title, status] = CODES[code] ?? ['Unknown error', 400];
  return { title, status };
}

/** One entry of `statuses[].errors` or of an unsupported message. */
export function describeCode(code: number, details: string) {
  const { title } = readCode(code);
  const href = 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/';
  return { code, title, message: title, error_data: { details }, href };
}

/** A refusal with one of the codes above. */
export function refuseCode(code: number, details: string, status = readCode(code).status): GraphRefusal {
  return refuse(code, readCode(code).title, { status, details });
}
