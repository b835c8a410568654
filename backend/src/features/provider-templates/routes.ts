// Which endpoint calls which verb.
import * as contract from '@parley/contract';
import { found } from '../../platform/errors';
import { bind, bindOpen } from '../../platform/http/context';
import { isSendable, presentTemplate } from './present';
import { findTemplateOfTenant, findVisibleLine, listTemplates } from './queries';
import { edit, remove, submit } from './submit';
import { submitOurs } from './submit-ours';
import { syncTemplates } from './sync';

export const providerTemplateBindings = [
  bind(contract.listProviderTemplates, async ({ tx, actor, parts }, { query }) => {
    const line = found(await findVisibleLine(tx, actor, query.connectionId), 'connection');
    const sendable = query.sendable === 'true';
    const rows = line.account_id
      ? await listTemplates(tx, line.account_id, { approvedOnly: sendable, search: query.search })
      : [];
    const items = rows
      .filter((row) => !sendable || isSendable(row))
      .map((row) => presentTemplate(row, actor, parts.config));
    return { items, pagination: { total: items.length, limit: items.length, nextCursor: null } };
  }),
  bindOpen(contract.syncProviderTemplates, ({ parts, actor }, { body }) =>
    syncTemplates(parts, actor, body.connectionId),
  ),
  bind(contract.getProviderTemplate, async ({ tx, actor, parts }, { params }) =>
    presentTemplate(found(await findTemplateOfTenant(tx, actor, params.id), 'template'), actor, parts.config),
  ),
  bindOpen(contract.createProviderTemplate, (context, { body }) => submit(context, body)),
  bindOpen(contract.updateProviderTemplate, (context, { params, body }) => edit(context, params.id, body)),
  bindOpen(contract.deleteProviderTemplate, (context, { params }) => remove(context, params.id)),
  bindOpen(contract.submitTemplateToMeta, (context, { params, body }) => submitOurs(context, params.id, body)),
];
