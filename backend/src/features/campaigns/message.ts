// What a campaign says: everything about it is looked up and proved before it is saved or launched.
import type { CampaignMessageInput, Channel } from '@parley/contract';
import type { Actor } from '../../platform/actor';
import type { TenantTx } from '../../platform/db/database';
import { AppError } from '../../platform/errors';
import { type AssetRow, lockAssetsForSend } from '../assets';
import { longestCaption } from '../outbox';
import {
  demandHeaderFile,
  filesIn,
  fillComponents,
  findSendableTemplate,
  renderTemplate,
  type SendableTemplate,
} from '../provider-templates';
import { compileTemplate, findVisibleTemplate } from '../templates';

export interface Wording {
  text: string | null;
  templateId: string | null;
  /** What is rendered; of an approved template its text with the blanks filled in. */
  body: string;
  provider: { templateId: string; params: Record<string, string>; template: SendableTemplate } | null;
  headerFileId: string | null;
}

export interface PlannedMessage extends Wording {
  files: AssetRow[];
  /** Messages per person. */
  parts: number;
  /** The others, in their order; the rest of the percent gets the message itself. */
  variants: (Wording & { share: number })[];
}

interface Line {
  id: string;
  channel: Channel;
}

type Words = Pick<CampaignMessageInput, 'text' | 'templateId' | 'provider'>;

/**
 * @throws AppError not_found (template, file), unknown_variable, template_unusable for a template that was not approved or that Meta does not let be sent, unsupported_type and too_large
 * for a file, validation_failed for blanks without a value and for captions that no file takes
 */
export async function resolveMessage(
  tx: TenantTx,
  actor: Actor,
  line: Line,
  { assetIds = [], variants = [], ...words }: CampaignMessageInput,
): Promise<PlannedMessage> {
  const own = await resolveWords(tx, actor, line, words);
  const others: PlannedMessage['variants'] = [];
  for (const { share, ...of } of variants) others.push({ ...(await resolveWords(tx, actor, line, of)), share });
  const files = assetIds.length > 0 ? await lockAssetsForSend(tx, actor, assetIds, line.channel) : [];
  for (const { body } of [own, ...others]) demandCaption(body, files);
  return { ...own, files, parts: Math.max(1, files.length), variants: others };
}

async function resolveWords(
  tx: TenantTx,
  actor: Actor,
  line: Line,
  { text, templateId, provider }: Words,
): Promise<Wording> {
  if (provider) return resolveProvider(tx, actor, line, provider);
  const body = templateId ? (await findVisibleTemplate(tx, actor, templateId)).body : (text ?? '');
  compileTemplate(body);
  return { text: text ?? null, templateId: templateId ?? null, body, provider: null, headerFileId: null };
}

async function resolveProvider(
  tx: TenantTx,
  actor: Actor,
  line: Line,
  { templateId, params }: NonNullable<Words['provider']>,
): Promise<Wording> {
  const template = await findSendableTemplate(tx, line, templateId);
  for (const value of Object.values(params)) compileTemplate(value);
  const [headerFileId] = filesIn(template, params);
  const [file] = headerFileId ? await lockAssetsForSend(tx, actor, [headerFileId], line.channel) : [];
  if (file) demandHeaderFile(template, { ...file, sizeBytes: file.size_bytes });
  // Only the blanks are looked at here; what is sent is filled anew for each person.
  fillComponents(template, params, () => file && { kind: file.kind, fileName: file.file_name, id: file.id });
  const body = renderTemplate(template, params).text;
  return {
    text: null,
    templateId: null,
    body,
    provider: { templateId, params, template },
    headerFileId: headerFileId ?? null,
  };
}

/** @throws AppError validation_failed */
function demandCaption(body: string, [first]: readonly AssetRow[]): void {
  if (!first || body === '') return;
  const message =
    first.kind === 'audio'
      ? 'A sound carries no text. Put a picture, a video or a document first'
      : [...body].length > longestCaption
        ? `The text under a file may have ${longestCaption} characters; this one has ${[...body].length}`
        : undefined;
  if (message)
    throw new AppError('validation_failed', `${message}.`, { details: [{ path: 'message.assetIds', message }] });
}

/** Writes what a draft says, in place of what it said before. The campaign's row is locked by the caller. */
export async function storeMessage(tx: TenantTx, campaignId: string, plan: PlannedMessage): Promise<void> {
  const of = [tx.tenantId, campaignId];
  await tx.query(
    `update campaigns set text = $3, template_id = $4, body = $5, provider_template_id = $6, provider_params = $7, parts = $8 where tenant_id = $1 and id = $2`,
    [
      ...of,
      plan.text,
      plan.templateId,
      plan.body,
      plan.provider?.templateId ?? null,
      JSON.stringify(plan.provider?.params ?? {}),
      plan.parts,
    ],
  );
  await tx.query('delete from campaign_files where tenant_id = $1 and campaign_id = $2', of);
  const files = [
    ...plan.files.map(({ id }, position) => ({ variant: 0, position, id })),
    ...[plan, ...plan.variants].flatMap(({ headerFileId }, variant) =>
      headerFileId ? [{ variant, position: 0, id: headerFileId }] : [],
    ),
  ];
  await tx.query(
    `insert into campaign_files (tenant_id, campaign_id, variant, position, asset_id)
     select $1, $2, f.variant, f.position, f.id from jsonb_to_recordset($3::jsonb) as f (variant smallint, position smallint, id uuid)`,
    [...of, JSON.stringify(files)],
  );
  await storeVariants(tx, campaignId, plan);
}

/** Number 0 stands for the campaign's own message, whose words are not kept twice. */
async function storeVariants(tx: TenantTx, campaignId: string, { variants }: PlannedMessage): Promise<void> {
  await tx.query('delete from campaign_variants where tenant_id = $1 and campaign_id = $2', [tx.tenantId, campaignId]);
  if (variants.length === 0) return;
  const share = 100 - variants.reduce((sum, one) => sum + one.share, 0);
  const rows = [
    { number: 0, share, body: '', params: {} },
    ...variants.map(({ share, text, templateId, body, provider }, index) => ({
      number: index + 1,
      share,
      text,
      template_id: templateId,
      body,
      provider_template_id: provider?.templateId ?? null,
      params: provider?.params ?? {},
    })),
  ];
  await tx.query(
    `insert into campaign_variants (tenant_id, campaign_id, number, share, text, template_id, body, provider_template_id, provider_params)
     select $1, $2, v.number, v.share, v.text, v.template_id, v.body, v.provider_template_id, v.params
     from jsonb_to_recordset($3::jsonb) as v (number smallint, share smallint, text text, template_id uuid, body text, provider_template_id uuid, params jsonb)`,
    [tx.tenantId, campaignId, JSON.stringify(rows)],
  );
}
