// Searching people by name, e-mail or phone, as SQL.
import { AppError } from '../../platform/errors';

/**
 * Name, e-mail or phone contains the text. What looks like a phone number is also compared by its digits without leading zeros, so that
 * `050-123` finds `+97250123…`.
 * @throws AppError validation_failed
 */
export function searchSql(search: string, params: unknown[]): string {
  const text = search.trim().toLowerCase();
  if ([...text].length < 2)
    throw new AppError('validation_failed', 'Type at least 2 characters to search.', {
      details: [{ path: 'search', message: 'Type at least 2 characters' }],
    });
  const patterns = [text];
  const digits = /^[\d\s()+./-]+$/.test(text) ? text.replace(/\D/g, '').replace(/^0+/, '') : '';
  if (digits.length >= 2 && digits !== text) patterns.push(digits);
  params.push(patterns.map((pattern) => `%${pattern.replace(/[\\%_]/g, '\\$&')}%`));
  return `c.search like any ($${params.length}::text[])`;
}
