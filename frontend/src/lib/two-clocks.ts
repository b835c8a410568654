// A moment on the tenant's clock and, where the reader's own clock shows something else, on that one too.
import type { TFunction } from 'i18next';
import { type Formatters, formattersFor, type TimeLike } from './format';

const deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** "Israel Time", as the reader's language calls the clock of a zone. */
function nameClock({ language, timeZone }: Formatters, at: TimeLike): string {
  // Else it would be called "GMT+0".
  if (timeZone === 'UTC' || timeZone === 'Etc/UTC') return 'UTC';
  const parts = new Intl.DateTimeFormat(language === 'he' ? 'he-IL' : 'en-GB', {
    timeZone,
    timeZoneName: 'shortGeneric',
  });
  return parts.formatToParts(new Date(at)).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/**
 * Words for a moment's two clocks; null where both show the same.
 * @param say how much is said of it
 * @param readerZone IANA name; the device's own unless told
 */
export function readClocks(
  format: Formatters,
  at: TimeLike,
  say: 'until' | 'dateTime' = 'until',
  readerZone = deviceZone,
): { there: string; place: string; here: string } | null {
  const reader = formattersFor(format.language, readerZone);
  if (format.dateTime(at) === reader.dateTime(at)) return null;
  const sameDay = format.dayKey(at) === reader.dayKey(at);
  return { there: format[say](at), place: nameClock(format, at), here: sameDay ? reader.time(at) : reader[say](at) };
}

/** "Sun 16:40 Israel Time · 15:40 yours", or the time alone where one clock is enough. `t` must know the namespace `campaigns`. */
export function sayMoment(
  t: TFunction,
  format: Formatters,
  at: TimeLike,
  say: 'until' | 'dateTime' = 'until',
  readerZone = deviceZone,
): string {
  const clocks = readClocks(format, at, say, readerZone);
  return clocks ? t('campaigns:hints.twoClocks', clocks) : format[say](at);
}
