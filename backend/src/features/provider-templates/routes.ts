// Which endpoint calls which verb.
import * as contract from '@parley/contract';
import { found } from '../../platform/errors';
import { bind, bindOpen } from '../../platform/http/context';
import { isSendable, presentTemplate } from './present';
import { findVisibleLine, listTemplates } from './queries';
import { syncTemplates } from './sync';

export const providerTemplateBindings = [
  bind(contract.listProviderTemplates, async ({ tx, actor }, { query }) => {
    const line = found(await findVisibleLine(tx, actor, query.connectionId), 'connection');
    const sendable = query.sendable === 'true';
    const rows = line.account_id
      ? await listTemplates(tx, line.account_id, { approvedOnly: sendable, search: query.search })
      : [];
    const items = rows.filter((row) => !sendable || isSendable(row)).map(presentTemplate);
    return { items, pagination: { total: items.length, limit: items.length, nextCursor: null } };
  }),
  bindOpen(contract.syncProviderTemplates, ({ parts, actor }, { body }) =>
    syncTemplates(parts, actor, body.connectionId),
  ),
];
