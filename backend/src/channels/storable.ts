// What a webhook must be before it is stored: free of what PostgreSQL refuses, and known under a key that copies share.
import { createHash } from 'node:crypto';
import { type Fields, isRecord } from './foreign';

export interface StoredForm {
  /** The event's name. */
  kind: string;
  /** Equal for copies of one webhook, different for everything else. At most 500 characters. */
  dedupeKey: string;
  payload: Fields;
}

/** Characters that PostgreSQL's jsonb refuses: NUL, and halves of surrogate pairs. */
const unstorable = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The same fields with a replacement character for each one that the database cannot hold. */
export function storable(payload: Fields): Fields {
  return /\\u(0000|d[89a-f])/i.test(JSON.stringify(payload)) ? cleanFields(payload) : payload;
}

/** A short fingerprint of any value. */
export function digest(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value ?? null))
    .digest('base64url')
    .slice(0, 22);
}

function cleanFields(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [cleanText(key), clean(value)]));
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(clean);
  return isRecord(value) ? cleanFields(value) : value;
}

function cleanText(text: string): string {
  return text.replace(unstorable, '\ufffd');
}
