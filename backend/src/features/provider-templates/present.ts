// From rows to the contract's shape.
import type { ProviderTemplate } from '@parley/contract';
import type { Actor } from '../../platform/actor';
import type { Config } from '../../platform/config';
import { urlsOf } from '../assets';
import { type ApprovedForm, blanksOf, buttonsOf, headerOf, isFillable, mediaFormatOf, textOfPart } from './blanks';
import { decomposeTemplate } from './compose';
import type { TemplateRow } from './queries';

/** Meta takes changes of these alone ("Template management"). */
const editable: ReadonlySet<string> = new Set(['APPROVED', 'REJECTED', 'PAUSED']);

export function formOf(row: TemplateRow): ApprovedForm {
  return { parameterFormat: row.parameter_format, components: row.components };
}

/** Approved, and fillable from texts and files. */
export function isSendable(row: TemplateRow): boolean {
  return row.status === 'APPROVED' && isFillable(formOf(row));
}

export function presentTemplate(
  row: TemplateRow,
  actor: Pick<Actor, 'can' | 'tenantId'>,
  config: Config,
): ProviderTemplate {
  const form = formOf(row);
  // Changed at Meta since, the header may be another one.
  const sample = mediaFormatOf(form) ? row.sample : null;
  const written = decomposeTemplate({ ...form, category: row.category }, row.variables, sample?.id);
  const manages = actor.can('templates.manageGlobal');
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
    sample: sample && { fileName: sample.file_name, ...urlsOf(config, actor.tenantId, sample) },
    body: textOfPart(form, 'BODY') ?? '',
    footer: textOfPart(form, 'FOOTER'),
    buttons: buttonsOf(form),
    params: blanksOf(form).map(({ key, place, type, example }) => ({
      key,
      place,
      type,
      example,
      variable: row.variables[key] ?? null,
    })),
    syncedAt: row.synced_at.toISOString(),
    form: written,
    abilities: {
      edit: manages && written !== null && row.provider_id !== null && editable.has(row.status),
      remove: manages && row.provider_id !== null,
    },
  };
}
