// The templates of a WhatsApp Business Account as Meta lists them.
import type { ChannelConnection } from '../channel';
import { ChannelError } from '../channel';
import { fieldsOf, recordsOf, textOf } from '../foreign';
import { callGraph, demandLine } from '../meta/channel-parts';
import type { GraphClient } from '../meta/client';

export interface ListedTemplate {
  /** As text. */
  id: string;
  name: string;
  language: string;
  /** Only `APPROVED` may be sent; unknown words may not. */
  status: string;
  category: string;
  /** Headers, body, footer and buttons in Meta's own form. */
  components: Record<string, unknown>[];
  quality: string | null;
  rejectedReason: string | null;
  parameterFormat: 'POSITIONAL' | 'NAMED';
}

const fields = 'id,name,status,category,language,components,quality_score,rejected_reason,parameter_format';

/** More pages than any account may have: 6,000 names in several languages. */
const mostPages = 500;

/** All templates of the connection's account, in pages of a hundred. @throws ChannelError */
export function listTemplates(client: GraphClient, connection: ChannelConnection): Promise<ListedTemplate[]> {
  return callGraph(async () => {
    const { token, accountId } = demandLine(connection);
    if (!accountId) throw new ChannelError('refused', 'The connection has no WhatsApp Business Account id');
    const listed: ListedTemplate[] = [];
    let after: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const query = { fields, limit: '100', ...(after ? { after } : {}) };
      const answer = await client.ask('GET', `/${accountId}/message_templates`, { token, query });
      listed.push(...recordsOf(answer.data).flatMap((one) => readTemplate(one) ?? []));
      const paging = fieldsOf(answer.paging);
      after = paging.next === undefined ? undefined : textOf(fieldsOf(paging.cursors).after, 1000);
      if (!after) break;
    }
    return listed;
  });
}

function readTemplate(one: Record<string, unknown>): ListedTemplate | undefined {
  const [id, name, language] = [textOf(one.id, 100), textOf(one.name, 512), textOf(one.language, 20)];
  if (!id || !name || !language) return undefined;
  const rejectedReason = textOf(one.rejected_reason, 300);
  return {
    id,
    name,
    language,
    status: textOf(one.status, 60) ?? 'UNKNOWN',
    category: textOf(one.category, 60) ?? 'UNKNOWN',
    components: recordsOf(one.components),
    quality: textOf(fieldsOf(one.quality_score).score, 60) ?? null,
    rejectedReason: rejectedReason && rejectedReason !== 'NONE' ? rejectedReason : null,
    parameterFormat: one.parameter_format === 'NAMED' ? 'NAMED' : 'POSITIONAL',
  };
}
