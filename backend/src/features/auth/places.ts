// Time zones and countries as the standards know them.
import { isSupportedCountry } from 'libphonenumber-js';
import { AppError } from '../../platform/errors';

/**
 * Refuses a time zone that is no IANA name or a country that is no ISO 3166-1 alpha-2 code with telephone numbers.
 * @throws AppError validation_failed naming the field
 */
export function checkPlace({
  timezone,
  country,
}: {
  timezone?: string | undefined;
  country?: string | undefined;
}): void {
  if (timezone !== undefined && !isTimezone(timezone))
    throw refusal('timezone', 'Choose a time zone like Asia/Jerusalem');
  if (country !== undefined && !isSupportedCountry(country)) throw refusal('country', 'Choose a country code like IL');
}

function isTimezone(name: string): boolean {
  // Offsets such as +02:00 are accepted by Intl but know no daylight saving.
  if (!/^[A-Za-z][\w+/-]*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function refusal(path: string, message: string): AppError {
  return new AppError('validation_failed', `${message}.`, { details: [{ path, message }] });
}
