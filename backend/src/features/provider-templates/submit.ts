// Submitting templates to Meta, changing and deleting them there. Meta is asked first; what it took is written down afterwards.
import {
  findTemplateFaults,
  type ProviderTemplate,
  type ProviderTemplateForm,
  type ProviderTemplateInput,
} from '@parley/contract';
import { openConnection } from '../../channels/open-connection';
import * as meta from '../../channels/whatsapp-cloud/templates';
import type { TenantTx } from '../../platform/db/database';
import { AppError, found } from '../../platform/errors';
import { recordEvent } from '../../platform/events';
import type { ActorContext } from '../../platform/http/context';
import { askMeta } from './ask-meta';
import { type ComposedTemplate, composeTemplate } from './compose';
import { faultWords } from './fault-words';
import { presentTemplate } from './present';
import { findTemplateOfTenant, findVisibleLine, type TemplateLine, type TemplateRow } from './queries';
import { handOverSample } from './sample';
import { markDeleted, markEdited, storeSubmitted } from './submissions';
import { demandAccount } from './sync';

/** @throws AppError validation_failed by Meta's rules, not_found (the connection, the sample), unsupported_type, too_large, rule_broken, upstream_failed, upstream_timeout, unavailable */
export async function submit(
  { parts, actor, ...context }: ActorContext,
  input: ProviderTemplateInput,
): Promise<ProviderTemplate> {
  const { tenantId } = actor;
  const line = found(
    await parts.db.withTenant(tenantId, (tx) => findVisibleLine(tx, actor, input.connectionId)),
    'connection',
  );
  const accountId = demandAccount(line);
  demandRules(input);
  const sampleHandle = await handOverSample({ parts, actor }, line, input.headerMedia);
  const composed = composeTemplate(input, sampleHandle);
  const { name, language, category } = input;
  const taken = await askMeta(parts, (client) =>
    meta.submitTemplate(client, openConnection(parts.vault, line), { name, language, category, ...composed }),
  );
  return parts.db.withTenant(tenantId, async (tx) => {
    const sampleId = input.headerMedia?.assetId ?? null;
    const row = await storeSubmitted(tx, accountId, { name, language, ...composed, ...taken, sampleId });
    await record({ parts, actor, ...context }, tx, 'provider_template.submitted', row);
    return presentTemplate(row, actor, parts.config);
  });
}

/** @throws AppError not_found, wrong_state while Meta reviews it, and as `submit` */
export async function edit(context: ActorContext, id: string, form: ProviderTemplateForm): Promise<ProviderTemplate> {
  const { parts, actor } = context;
  const { row, line, providerId } = await findOwn(context, id);
  demandRules(form);
  if (row.status === 'PENDING')
    throw new AppError('wrong_state', 'Meta is reviewing this template. Change it once the review is done.');
  const sampleHandle = await handOverSample(context, line, form.headerMedia);
  const composed: ComposedTemplate = composeTemplate(form, sampleHandle);
  const { category } = form;
  const sampleId = form.headerMedia?.assetId ?? null;
  await askMeta(parts, (client) =>
    meta.editTemplate(client, openConnection(parts.vault, line), providerId, { category, ...composed }),
  );
  return parts.db.withTenant(actor.tenantId, async (tx) => {
    const after = found(await markEdited(tx, row.id, { category, ...composed, sampleId }), 'template');
    await record(context, tx, 'provider_template.edited', after);
    return presentTemplate(after, actor, parts.config);
  });
}

/** @throws AppError not_found, and as `submit` */
export async function remove(context: ActorContext, id: string): Promise<Record<string, never>> {
  const { parts, actor } = context;
  const { row, line, providerId } = await findOwn(context, id);
  await askMeta(parts, (client) =>
    meta.deleteTemplate(client, openConnection(parts.vault, line), { providerId, name: row.name }),
  );
  await parts.db.withTenant(actor.tenantId, async (tx) => {
    await markDeleted(tx, row.id);
    await record(context, tx, 'provider_template.deleted', row);
  });
  return {};
}

async function findOwn({ parts, actor }: ActorContext, id: string) {
  const { row, line } = await parts.db.withTenant(actor.tenantId, async (tx) => {
    const own = found(await findTemplateOfTenant(tx, actor, id), 'template');
    return { row: own, line: found<TemplateLine>(await findVisibleLine(tx, actor, own.connection_id), 'connection') };
  });
  if (!row.provider_id)
    throw new AppError('rule_broken', 'Meta’s number of this template is not known yet. Sync the templates first.');
  return { row, line, providerId: row.provider_id };
}

function demandRules(form: ProviderTemplateForm & { name?: string }): void {
  const faults = findTemplateFaults(form);
  const [first] = faults;
  if (!first) return;
  const details = faults.map((fault) => ({ path: fault.path, message: faultWords(fault) }));
  throw new AppError('validation_failed', `Meta would refuse this template. ${faultWords(first)}`, { details });
}

type Told = 'provider_template.submitted' | 'provider_template.edited' | 'provider_template.deleted';

async function record(
  { parts, actor, requestId }: ActorContext,
  tx: TenantTx,
  type: Told,
  { id, account_id: accountId, name, language, status, sample }: TemplateRow,
): Promise<void> {
  await recordEvent(tx, parts.publish, {
    type,
    subjectId: id,
    actorId: actor.userId,
    requestId,
    data: { accountId, name, language, status, sampleId: sample?.id ?? null },
  });
}
