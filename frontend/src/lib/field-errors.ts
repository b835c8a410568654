// What a form says under a field: the rule that was broken, in the reader's language.
import type { TFunction } from 'i18next';
import type { FieldError, FieldValues, Path, UseFormSetError } from 'react-hook-form';
import { type ApiErrorCode, isApiError } from './api-error';

/**
 * Text for one broken rule. Looks for `errors:fields.<field>.<rule>`, then `errors:rules.<rule>`, then the schema's own words.
 * `rule` is zod's issue code (`too_small`, `invalid_format`…) or `server` for what the API refused.
 */
export function sayFieldError(t: TFunction, field: string, error: FieldError | undefined): string | undefined {
  if (!error) return undefined;
  const own = error.message ?? '';
  if (error.type === 'server') return own;
  const keys = [`errors:fields.${field}.${error.type}`, `errors:rules.${error.type}`];
  return t(keys, { defaultValue: own || t('errors:rules.custom') });
}

const sayableWithoutServer: ReadonlySet<ApiErrorCode> = new Set(['offline', 'unavailable', 'internal']);

/**
 * What happened and what to do, in the reader's language where the code is known, else the server's sentence. A code with several causes has a
 * text for each: `<code>_<data.why>`.
 */
export function sayError(t: TFunction, error: unknown): string {
  if (!isApiError(error)) return t('errors:codes.internal');
  const fallback = sayableWithoutServer.has(error.code) ? t('errors:codes.internal') : error.message;
  return t(`errors:codes.${error.code}`, {
    defaultValue: fallback,
    ...error.data,
    context: typeof error.data?.why === 'string' ? error.data.why : undefined,
    seconds: error.retryAfterSeconds ?? 60,
  });
}

/** Puts the server's per-field refusals under their fields. Returns false when none belongs to this form. */
export function showServerDetails<T extends FieldValues>(
  error: unknown,
  fields: readonly Path<T>[],
  setError: UseFormSetError<T>,
): boolean {
  if (!isApiError(error)) return false;
  let shown = false;
  for (const detail of error.details) {
    const field = fields.find((one) => detail.path === one || detail.path === `body.${one}`);
    if (!field) continue;
    setError(field, { type: 'server', message: detail.message }, { shouldFocus: !shown });
    shown = true;
  }
  return shown;
}
