// Who a person is on the Cloud API: a phone number, a business-scoped user id, or both. Who has a user name may come without a number.
import type { Address } from '../address';
import { textOf } from '../foreign';

/** Digits as WhatsApp writes numbers to E.164; undefined for what can be nobody's. */
export function phoneOfDigits(value: unknown): string | undefined {
  const digits = textOf(value, 40)?.replace(/^\+/, '');
  return digits && /^[1-9]\d{5,14}$/.test(digits) ? `+${digits}` : undefined;
}

/** `US.1200000000000001`, also of an enterprise: `US.ENT.…`. */
export function userIdOf(value: unknown): string | undefined {
  const id = textOf(value, 200);
  return id && /^[A-Z]{2}\.[\w.]{1,150}$/.test(id) ? id : undefined;
}

/** The first number and the first user id among the values; undefined when there is neither. */
export function identifyPerson(numbers: readonly unknown[], userIds: readonly unknown[]): Address | undefined {
  const phone = numbers.map(phoneOfDigits).find(Boolean);
  const scopedId = [...userIds, ...numbers].map(userIdOf).find(Boolean);
  return phone || scopedId ? { ...(phone ? { phone } : {}), ...(scopedId ? { scopedId } : {}) } : undefined;
}
