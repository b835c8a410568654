// From rows to the contract's shape.
import type { ProviderTemplate } from '@parley/contract';
import { type ApprovedForm, blanksOf, buttonsOf, headerOf, isFillable, textOfPart } from './blanks';
import type { TemplateRow } from './queries';

export function formOf(row: TemplateRow): ApprovedForm {
  return { parameterFormat: row.parameter_format, components: row.components };
}

/** Approved, and fillable from texts and files. */
export function isSendable(row: TemplateRow): boolean {
  return row.status === 'APPROVED' && isFillable(formOf(row));
}

export function presentTemplate(row: TemplateRow): ProviderTemplate {
  const form = formOf(row);
  return {
    id: row.id,
    connectionAccountId: row.account_id,
    name: row.name,
    language: row.language,
    category: row.category,
    status: row.status,
    sendable: isSendable(row),
    quality: row.quality,
    rejectedReason: row.rejected_reason,
    header: headerOf(form),
    body: textOfPart(form, 'BODY') ?? '',
    footer: textOfPart(form, 'FOOTER'),
    buttons: buttonsOf(form),
    params: blanksOf(form).map(({ key, place, type, example }) => ({ key, place, type, example })),
    syncedAt: row.synced_at.toISOString(),
  };
}
