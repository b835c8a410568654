// What campaigns say, read for any number of them at once, and in the form it was entered in.
import type { Asset, CampaignMessageInput, CampaignVariant } from '@parley/contract';
import type { Config } from '../../platform/config';
import type { TenantTx } from '../../platform/db/database';
import { AppError } from '../../platform/errors';
import { type AssetRow, presentAsset } from '../assets';

type Words = Pick<CampaignVariant, 'text' | 'templateId' | 'templateName' | 'body' | 'provider'>;

export interface ShownMessage extends Words {
  assets: Asset[];
  variants: CampaignVariant[];
}

interface WordsRow {
  campaign_id: string;
  /** Null for the campaign's own words. */
  number: number | null;
  share: number;
  text: string | null;
  template_id: string | null;
  template_name: string | null;
  body: string;
  provider_template_id: string | null;
  provider_name: string | null;
  provider_language: string | null;
  provider_params: Record<string, string>;
  sent_count: number;
  delivered_count: number;
  read_count: number;
  failed_count: number;
  replied_count: number;
}

const counts = ['sent_count', 'delivered_count', 'read_count', 'failed_count', 'replied_count'].map(
  (name) => `v.${name}`,
);
const wordColumns = 'text, template_id, body, provider_template_id, provider_params';

const wordsSql = `
select w.*, t.name as template_name, p.name as provider_name, p.language as provider_language from (
  select k.id as campaign_id, null::smallint as number, 0 as share, ${wordColumns}, 0 as sent_count, 0 as delivered_count, 0 as read_count, 0 as failed_count, 0 as replied_count
  from campaigns k where k.tenant_id = $1 and k.id = any($2::uuid[])
  union all
  select v.campaign_id, v.number, v.share, ${wordColumns}, ${counts.join(', ')}
  from campaign_variants v where v.tenant_id = $1 and v.campaign_id = any($2::uuid[])
) w
left join templates t on t.tenant_id = $1 and t.id = w.template_id
left join provider_templates p on p.tenant_id = $1 and p.id = w.provider_template_id
order by w.campaign_id, w.number nulls first`;

/** Two reads for any number of campaigns. */
export async function loadMessages(
  tx: TenantTx,
  config: Config,
  campaignIds: readonly string[],
): Promise<Map<string, ShownMessage>> {
  if (campaignIds.length === 0) return new Map();
  const rows = await tx.query<WordsRow>(wordsSql, [tx.tenantId, campaignIds]);
  const files = await tx.query<AssetRow & { created_at: Date; campaign_id: string }>(
    `select f.campaign_id, a.*, a.size_bytes::float8 as size_bytes from campaign_files f join assets a on a.tenant_id = f.tenant_id and a.id = f.asset_id
     where f.tenant_id = $1 and f.campaign_id = any($2::uuid[]) and f.variant = 0 order by f.campaign_id, f.position`,
    [tx.tenantId, campaignIds],
  );
  return new Map(
    rows.flatMap((row) => {
      if (row.number !== null) return [];
      const own = presentWords(row);
      const variants = rows.filter((one) => one.campaign_id === row.campaign_id && one.number !== null);
      const assets = files
        .filter((file) => file.campaign_id === row.campaign_id)
        .map((file) => presentAsset(config, tx.tenantId, file));
      return [[row.campaign_id, { ...own, assets, variants: variants.map((one) => presentVariant(one, own)) }]];
    }),
  );
}

function presentWords(row: WordsRow): Words {
  return {
    text: row.text,
    templateId: row.template_id,
    templateName: row.template_name,
    body: row.body,
    provider: row.provider_template_id
      ? {
          templateId: row.provider_template_id,
          name: row.provider_name ?? '',
          language: row.provider_language ?? '',
          params: row.provider_params,
        }
      : null,
  };
}

function presentVariant(row: WordsRow, own: Words): CampaignVariant {
  return {
    ...(row.number === 0 ? own : presentWords(row)),
    number: row.number ?? 0,
    share: row.share,
    sentCount: row.sent_count,
    deliveredCount: row.delivered_count,
    readCount: row.read_count,
    failedCount: row.failed_count,
    repliedCount: row.replied_count,
  };
}

/**
 * A saved message as it was entered.
 * @throws AppError validation_failed when its template has been deleted since
 */
export function enteredMessage(shown: ShownMessage): CampaignMessageInput {
  const { assets, variants } = shown;
  // An approved template's file is one of its values.
  const assetIds = shown.provider ? [] : assets.map(({ id }) => id);
  const others = variants
    .filter(({ number }) => number > 0)
    .map((variant) => {
      const words = enteredWords(variant);
      if (!words) throw templateGone();
      return { ...words, share: variant.share };
    });
  const words = enteredWords(shown);
  // Files alone have no words; words that were there came from a template that is gone.
  if (!words && (assetIds.length === 0 || shown.body !== '')) throw templateGone();
  return {
    ...words,
    ...(assetIds.length > 0 ? { assetIds } : {}),
    ...(others.length > 0 ? { variants: others } : {}),
  };
}

function enteredWords({ provider, templateId, text }: Words) {
  if (provider) return { provider: { templateId: provider.templateId, params: provider.params } };
  if (templateId !== null) return { templateId };
  return text === null ? undefined : { text };
}

function templateGone(): AppError {
  return new AppError('validation_failed', 'The template of this campaign was deleted. Choose another message.', {
    details: [{ path: 'message', message: 'Choose a template or write a text' }],
  });
}
