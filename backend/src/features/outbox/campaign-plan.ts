// What the campaigns of a batch say, read once for all their messages of the batch: words, files, approved templates, variants.
import type { TenantTx } from '../../platform/db/database';
import { loadSendableTemplates, type SendableTemplate } from '../provider-templates';
import { type PickedAsset, pickedAssetJson } from './queries';

export interface Wording {
  /** The share of the recipients, in percent. */
  share: number;
  body: string;
  params: Record<string, string>;
  templateId: string | null;
  /** Undefined while Meta does not let it be sent. */
  template: SendableTemplate | undefined;
  /** The file in the template's header. */
  headerFile: PickedAsset | undefined;
}

export interface CampaignPlan {
  id: string;
  ownerId: string | null;
  /** The first file carries the words as its caption. */
  firstFile: PickedAsset | undefined;
  /** Number 0 is the campaign's own message; more only where several are compared. */
  wordings: Wording[];
}

interface PlanRow {
  id: string;
  owner_id: string | null;
  body: string;
  provider_template_id: string | null;
  provider_params: Record<string, string>;
  variants: {
    number: number;
    share: number;
    body: string;
    templateId: string | null;
    params: Record<string, string>;
  }[];
  files: (PickedAsset & { variant: number })[];
}

const planSql = `select k.id, k.owner_id, k.body, k.provider_template_id, k.provider_params,
  coalesce((select json_agg(json_build_object('number', v.number, 'share', v.share, 'body', v.body, 'templateId', v.provider_template_id, 'params', v.provider_params) order by v.number)
    from campaign_variants v where v.tenant_id = k.tenant_id and v.campaign_id = k.id), '[]'::json) as variants,
  coalesce((select jsonb_agg(${pickedAssetJson} || jsonb_build_object('variant', f.variant)) from campaign_files f join assets a on a.tenant_id = f.tenant_id and a.id = f.asset_id
    where f.tenant_id = k.tenant_id and f.campaign_id = k.id and f.position = 0), '[]'::jsonb) as files
from campaigns k where k.tenant_id = $1 and k.id = any($2::uuid[])`;

/** Two reads at most, however many campaigns and variants. */
export async function loadPlans(
  tx: TenantTx,
  connectionId: string,
  campaignIds: readonly string[],
): Promise<Map<string, CampaignPlan>> {
  if (campaignIds.length === 0) return new Map();
  const rows = await tx.query<PlanRow>(planSql, [tx.tenantId, campaignIds]);
  const asked = rows.flatMap((row) => [row, ...row.variants].flatMap((one) => templateIdOf(one) ?? []));
  const templates = asked.length > 0 ? await loadSendableTemplates(tx, connectionId, asked) : new Map();
  return new Map(
    rows.map((row) => [
      row.id,
      { id: row.id, ownerId: row.owner_id, firstFile: firstFileOf(row), wordings: wordingsOf(row, templates) },
    ]),
  );
}

function templateIdOf(one: PlanRow | PlanRow['variants'][number]): string | null {
  return 'provider_template_id' in one ? one.provider_template_id : one.templateId;
}

function firstFileOf(row: PlanRow): PickedAsset | undefined {
  return row.provider_template_id ? undefined : row.files.find(({ variant }) => variant === 0);
}

function wordingsOf(row: PlanRow, templates: ReadonlyMap<string, SendableTemplate>): Wording[] {
  const own = { number: 0, body: row.body, templateId: row.provider_template_id, params: row.provider_params };
  const others = row.variants.filter(({ number }) => number > 0);
  const rest = 100 - others.reduce((sum, { share }) => sum + share, 0);
  return [{ ...own, share: rest }, ...others].map(({ number, share, body, templateId, params }) => ({
    share,
    body,
    params,
    templateId,
    template: templateId ? templates.get(templateId) : undefined,
    headerFile: templateId ? row.files.find(({ variant }) => variant === number) : undefined,
  }));
}
