// Contacts: bindings only.
import * as contract from '@parley/contract';
import { found } from '../../platform/errors';
import { bind, bindCsv, bindOpen } from '../../platform/http/context';
import { remember } from '../../platform/remember';
import { createContact } from './actions/create';
import { removeContact } from './actions/remove';
import { setConsent } from './actions/set-consent';
import { updateContact } from './actions/update';
import { exportContacts } from './export';
import { openFilter } from './filter';
import { presentContact } from './present';
import { countTags, findContact, findMatches, listContactRows } from './queries';

export const contactBindings = [
  bind(contract.listContacts, async ({ tx, actor }, { query: { page, limit, ...asked } }) => {
    const filter = await openFilter(tx, actor, asked);
    const { rows, total } = await listContactRows(tx, actor, filter, { page, limit });
    return {
      items: rows.map((row) => presentContact(row, actor)),
      pagination: { total, page, limit, pages: Math.ceil(total / limit) },
    };
  }),
  bind(contract.searchContacts, async ({ tx, actor }, { query: { q, limit } }) => {
    const rows = await findMatches(tx, actor, q, limit);
    return { items: rows.map((row) => presentContact(row, actor)), pagination: { limit } };
  }),
  bindCsv(contract.exportContacts, async (context, { query }) => exportContacts(context, query)),
  bind(contract.getContact, async ({ tx, actor }, { params }) =>
    presentContact(found(await findContact(tx, actor, params.id), 'contact'), actor),
  ),
  bind(contract.createContact, async (context, { body }) =>
    presentContact(await createContact(context, body), context.actor),
  ),
  bind(contract.updateContact, async (context, { params, body }) =>
    presentContact(await updateContact(context, params.id, body), context.actor),
  ),
  bind(contract.deleteContact, async (context, { params }) => {
    await removeContact(context, params.id);
    return {};
  }),
  bind(contract.optOutContact, async (context, { params, body }) =>
    presentContact(await setConsent(context, params.id, 'opt_out', body.note), context.actor),
  ),
  bind(contract.optInContact, async (context, { params, body }) =>
    presentContact(await setConsent(context, params.id, 'opt_in', body.note), context.actor),
  ),
  bindOpen(contract.listTags, async ({ parts, actor }) => {
    const whose = actor.can('contacts.viewAll') ? 'all' : actor.userId;
    const items = await remember(parts, ['tags', actor.tenantId, whose], () =>
      parts.db.withTenant(actor.tenantId, (tx) => countTags(tx, actor)),
    );
    return { items, pagination: { limit: 500, total: items.length } };
  }),
];
