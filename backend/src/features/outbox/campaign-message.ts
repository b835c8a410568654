// A campaign's message to one person: which variant, its words, its file or its approved template, rendered with that person's values.
import type { MessageContent, MessageKind, OutcomeCode } from '@parley/contract';
import type { Config } from '../../platform/config';
import type { TenantTx } from '../../platform/db/database';
import { urlsOf } from '../assets';
import { fillComponents, renderParams, renderTemplate } from '../provider-templates';
import { compileTemplate, loadRenderValues } from '../templates';
import type { CampaignPlan, Wording } from './campaign-plan';
import type { PickedAsset, PickedRow } from './queries';
import { variantOf } from './variant';

/** What a campaign message becomes when it is claimed. */
export interface RenderedMessage {
  kind: MessageKind;
  text: string;
  content: MessageContent & { components?: unknown[] };
  asset: PickedAsset | null;
  variant: number | null;
  refusal?: { code: OutcomeCode; detail: string | null };
}

/** WhatsApp's limit for the text under a file, in characters. */
export const longestCaption = 1024;

/**
 * Rendered once: a message that is tried again keeps its words. An approved template is filled anew each time, because the address of its file expires.
 * Further files have no words.
 * @param rows messages of campaigns in `plans`
 */
export async function renderCampaignMessages(
  tx: TenantTx,
  config: Pick<Config, 'mediaUrl'> & Parameters<typeof urlsOf>[0],
  rows: readonly PickedRow[],
  plans: ReadonlyMap<string, CampaignPlan>,
): Promise<Map<string, RenderedMessage>> {
  const fresh = rows.flatMap((row) => {
    const plan = row.campaign_id ? plans.get(row.campaign_id) : undefined;
    return plan && row.part === 0 ? [{ row, plan }] : [];
  });
  const rendered = new Map<string, RenderedMessage>();
  for (const ownerId of new Set(fresh.map(({ plan }) => plan.ownerId))) {
    const of = fresh.filter(({ plan }) => plan.ownerId === ownerId);
    const values = await loadValues(tx, ownerId, of);
    for (const { row, plan } of of)
      rendered.set(row.id, renderOne(tx, config, row, plan, values.get(row.contact_id) ?? {}));
  }
  return rendered;
}

function loadValues(tx: TenantTx, ownerId: string | null, of: readonly { row: PickedRow }[]) {
  return loadRenderValues(
    tx,
    of.map(({ row }) => row.contact_id),
    {
      ...(ownerId ? { campaignOwnerId: ownerId } : {}),
      recipientVariables: new Map(
        of.flatMap(({ row }) => (row.variables ? [[row.contact_id, row.variables] as const] : [])),
      ),
    },
  );
}

function renderOne(
  tx: TenantTx,
  config: Parameters<typeof renderCampaignMessages>[1],
  row: PickedRow,
  plan: CampaignPlan,
  values: Record<string, string>,
): RenderedMessage {
  const variant = plan.wordings.length > 1 ? (row.variant ?? assign(row, plan)) : null;
  const wording = plan.wordings[variant ?? 0];
  if (wording?.templateId) return { ...fill(tx, config, wording, values), variant };
  const text = row.text ?? compileTemplate(wording?.body ?? '').render(values).text;
  const file = plan.firstFile;
  if (!file) return { kind: 'text', text, content: {}, asset: null, variant, ...blankOf(text.trim() === '') };
  const tooLong = [...text].length > longestCaption;
  return {
    kind: file.kind,
    text,
    content: { media: mediaOf(file) },
    asset: file,
    variant,
    ...blankOf(text.trim() === '' && wording?.body.trim() !== ''),
    ...(tooLong
      ? { refusal: { code: 'invalid_request', detail: `The caption has more than ${longestCaption} characters` } }
      : {}),
  };
}

function assign(row: PickedRow, plan: CampaignPlan): number {
  return variantOf(
    plan.id,
    row.contact_id,
    plan.wordings.map(({ share }) => share),
  );
}

function blankOf(blank: boolean): Pick<RenderedMessage, 'refusal'> {
  return blank ? { refusal: { code: 'blank_variable', detail: null } } : {};
}

function mediaOf(file: PickedAsset): NonNullable<MessageContent['media']> {
  return {
    kind: file.kind,
    mime: file.mime,
    fileName: file.file_name,
    sizeBytes: file.size_bytes,
    durationSeconds: file.duration_seconds,
    voice: false,
  };
}

/** Meta takes no empty parameter, so that whoever lacks a value is skipped. */
function fill(
  tx: TenantTx,
  config: Parameters<typeof renderCampaignMessages>[1],
  { template, params, headerFile }: Wording,
  values: Record<string, string>,
): Omit<RenderedMessage, 'variant'> {
  const none = { kind: 'template' as const, text: '', content: {}, asset: null };
  // Its campaign is paused with the reason before anything is sent; this holds should one slip through.
  if (!template) return { ...none, refusal: { code: 'template_rejected', detail: null } };
  const { filled, blank } = renderParams(template, params, (value) => compileTemplate(value).render(values).text);
  const { text, content } = renderTemplate(template, filled);
  const message = { ...none, text, content: { template: content }, asset: headerFile ?? null };
  if (blank.length > 0) return { ...message, refusal: { code: 'blank_variable', detail: blank.join(', ') } };
  const components = fillComponents(
    template,
    filled,
    () =>
      headerFile && {
        kind: headerFile.kind,
        fileName: headerFile.file_name,
        link: `${config.mediaUrl}${urlsOf(config, tx.tenantId, headerFile).url}`,
      },
  );
  return { ...message, content: { template: content, components } };
}
