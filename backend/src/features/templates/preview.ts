// Previews: a body rendered for a real contact, or with sample data in which the tenant and the writer are real.
import type { TemplatePreview } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { sampleValues } from './catalogue';
import { compileTemplate } from './compile';
import { findContactName } from './queries';
import { coachValues, loadRenderValues, systemValues } from './render-values';

/** @throws AppError unknown_variable, not_found (the contact) */
export async function preview(
  { tx, actor }: TenantContext,
  body: string,
  contactId: string | undefined,
): Promise<TemplatePreview> {
  const template = compileTemplate(body);
  if (!contactId) {
    const values = await loadSampleValues(tx, actor.userId);
    return { ...template.render(values), contactId: null, contactName: sampleValues.name ?? '' };
  }
  const ownerId = actor.can('contacts.viewAll') ? null : actor.userId;
  const contact = found(await findContactName(tx, ownerId, contactId), 'contact');
  const values = await loadRenderValues(tx, [contactId], { campaignOwnerId: actor.userId });
  return { ...template.render(values.get(contactId) ?? {}), contactId, contactName: contact.name };
}

interface WriterRow {
  name: string;
  email: string;
  coach_profile: Record<string, string>;
  company: string;
  website: string | null;
  locale: string;
  timezone: string;
}

/** Values of nobody in particular, as far as they are not the tenant's and the writer's own. */
export async function loadSampleValues(tx: TenantTx, userId: string): Promise<Record<string, string>> {
  const row = await tx.one<WriterRow>(
    `select u.name, u.email, u.coach_profile, t.name as company, t.website, t.locale, t.timezone
     from users u cross join tenants t where u.id = $2 and t.id = $1`,
    [tx.tenantId, userId],
  );
  if (!row) return { ...sampleValues };
  const real = { ...coachValues(row.name, row.email, row.coach_profile), ...systemValues(row, new Date()) };
  const filled = Object.entries(real).filter(([, value]) => value.trim() !== '');
  return { ...sampleValues, ...Object.fromEntries(filled) };
}
