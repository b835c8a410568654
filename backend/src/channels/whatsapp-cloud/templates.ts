// The templates of a WhatsApp Business Account: as Meta lists them, and submitting, changing and deleting them there.
import type { ChannelConnection } from '../channel';
import { ChannelError } from '../channel';
import { fieldsOf, recordsOf, textOf } from '../foreign';
import { callGraph, demandId, demandLine } from '../meta/channel-parts';
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
    const { token, path } = demandAccount(connection);
    const listed: ListedTemplate[] = [];
    let after: string | undefined;
    for (let page = 0; page < mostPages; page += 1) {
      const query = { fields, limit: '100', ...(after ? { after } : {}) };
      const answer = await client.ask('GET', path, { token, query });
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

/** A template as Meta wants it submitted. */
export interface SubmittedTemplate {
  name: string;
  language: string;
  category: string;
  components: Record<string, unknown>[];
}

/** Hands a template to Meta's review. @returns what Meta made of it; it may file it under another category @throws ChannelError */
export function submitTemplate(
  client: GraphClient,
  connection: ChannelConnection,
  { name, language, category, components }: SubmittedTemplate,
): Promise<{ id: string; status: string; category: string }> {
  return callGraph(async () => {
    const { token, path } = demandAccount(connection);
    const body = { name, language, category, parameter_format: 'POSITIONAL', components };
    const answer = await client.ask('POST', path, { token, body });
    return {
      id: demandId(answer.id),
      status: textOf(answer.status, 60) ?? 'PENDING',
      category: textOf(answer.category, 60) ?? category,
    };
  });
}

/** Changes what a template says; Meta reviews it again. @throws ChannelError */
export function editTemplate(
  client: GraphClient,
  connection: ChannelConnection,
  providerId: string,
  { category, components }: Pick<SubmittedTemplate, 'category' | 'components'>,
): Promise<void> {
  return callGraph(async () => {
    const { token } = demandAccount(connection);
    await client.ask('POST', `/${encodeURIComponent(providerId)}`, { token, body: { category, components } });
  });
}

/** Deletes one language of a template. @throws ChannelError */
export function deleteTemplate(
  client: GraphClient,
  connection: ChannelConnection,
  { providerId, name }: { providerId: string; name: string },
): Promise<void> {
  return callGraph(async () => {
    const { token, path } = demandAccount(connection);
    await client.ask('DELETE', path, { token, query: { hsm_id: providerId, name } });
  });
}

function demandAccount(connection: ChannelConnection): { token: string; path: string } {
  const { token, accountId } = demandLine(connection);
  if (!accountId) throw new ChannelError('refused', 'The connection has no WhatsApp Business Account id');
  return { token, path: `/${accountId}/message_templates` };
}
