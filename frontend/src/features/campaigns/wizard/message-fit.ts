// What the team's numbers and templates refuse about a message, known while it is written.
import type { Connection, ProviderTemplate, Template } from '@parley/contract';
import { useQueries, useQuery } from '@tanstack/react-query';
import { campaignConnectionsQuery } from '../../../lib/connections';
import { templateQuery } from '../api';
import type { Draft } from './draft';
import { approvedTemplatesQuery } from './message-api';
import type { Wording } from './wording';

type Line = Pick<Connection, 'id' | 'name' | 'channel'>;

export type Misfit =
  /** Approved words from a number that sends none; `instead` could. */
  | { kind: 'line'; line: Line; instead: Line | undefined }
  /** Approved words of another account at Meta. */
  | { kind: 'account'; line: Line; template: string; variant: number }
  /** A template of the team that waits for approval, or was refused it. */
  | { kind: 'template'; template: Template; variant: number };

/**
 * The number that stands in until somebody chooses one: a connected one first, and one that may write to everybody. Numbers of the Cloud API take
 * free words to those alone who wrote within a day, and approved words to everybody.
 */
export function findStandIn<L extends Pick<Connection, 'channel' | 'state'>>(
  lines: readonly L[],
  wordings: readonly Pick<Wording, 'messageKind'>[],
): L | undefined {
  const approved = wordings.some(({ messageKind }) => messageKind === 'provider');
  const rank = ({ channel, state }: L) =>
    (state === 'connected' ? 0 : 2) + ((channel === 'whatsapp_cloud') === approved ? 0 : 1);
  return lines.toSorted((a, b) => rank(a) - rank(b))[0];
}

/** The draft's own words and those of its variants. */
export const wordingsOf = (draft: Draft): readonly Wording[] => [draft, ...draft.variants];

/**
 * The first thing that does not fit; null when all does. Pure.
 * @param lines the numbers that carry campaigns
 * @param approved what the draft's number may send; undefined while that is not known
 * @param templates the team's templates that the draft uses, as far as they are known
 */
export function findMisfit(
  draft: Draft,
  lines: readonly Line[],
  approved: readonly Pick<ProviderTemplate, 'id'>[] | undefined,
  templates: readonly Template[],
): Misfit | null {
  const line = lines.find(({ id }) => id === draft.connectionId);
  for (const [variant, { messageKind, provider, templateId }] of wordingsOf(draft).entries()) {
    if (messageKind === 'provider' && line) {
      if (line.channel !== 'whatsapp_cloud')
        return { kind: 'line', line, instead: lines.find(({ channel }) => channel === 'whatsapp_cloud') };
      if (provider && approved && !approved.some(({ id }) => id === provider.templateId))
        return { kind: 'account', line, template: provider.name, variant };
    }
    const template = messageKind === 'template' && templates.find(({ id }) => id === templateId);
    if (template && !template.approval.usable) return { kind: 'template', template, variant };
  }
  return null;
}

/** The same of a draft as everything stands now. */
export function useMisfit(draft: Draft): Misfit | null {
  const wordings = wordingsOf(draft);
  const lines = useQuery(campaignConnectionsQuery).data ?? [];
  const fromCloud = lines.some(({ id, channel }) => id === draft.connectionId && channel === 'whatsapp_cloud');
  const wanted = fromCloud && wordings.some(({ messageKind }) => messageKind === 'provider');
  const approved = useQuery(approvedTemplatesQuery(wanted ? (draft.connectionId ?? '') : ''));
  const ids = wordings.flatMap(({ messageKind, templateId }) =>
    messageKind === 'template' && templateId ? [templateId] : [],
  );
  const templates = useQueries({ queries: [...new Set(ids)].map(templateQuery) }).flatMap(({ data }) => data ?? []);
  return findMisfit(draft, lines, wanted ? approved.data : undefined, templates);
}
