// Bindings of templates.
import {
  createTemplate,
  deleteTemplate,
  getTemplate,
  listTemplateParameters,
  listTemplates,
  listTemplateVersions,
  previewTemplate,
  renderTemplate,
  updateTemplate,
} from '@parley/contract';
import { bind } from '../../platform/http/context';
import { create, getVisible, remove, update } from './actions';
import { parameters } from './catalogue';
import { visibleOwner } from './policy';
import { presentTemplate } from './present';
import { preview } from './preview';
import { listVersions, listVisible } from './queries';

export const templateBindings = [
  bind(listTemplates, async ({ tx, actor }, { query }) => {
    const { rows, total } = await listVisible(tx, visibleOwner(actor), query);
    const { page, limit } = query;
    return {
      items: rows.map((row) => presentTemplate(actor, row)),
      pagination: { total, page, limit, pages: Math.ceil(total / limit) },
    };
  }),
  bind(listTemplateParameters, async () => ({ items: [...parameters], pagination: { limit: parameters.length } })),
  bind(renderTemplate, (context, { body }) => preview(context, body.body, body.contactId)),
  bind(getTemplate, async (context, { params }) =>
    presentTemplate(context.actor, await getVisible(context, params.id)),
  ),
  bind(previewTemplate, async (context, { params, query }) => {
    const { body } = await getVisible(context, params.id);
    return preview(context, body, query.contactId);
  }),
  bind(createTemplate, (context, { body }) => create(context, body)),
  bind(updateTemplate, (context, { params, body }) => update(context, params.id, body)),
  bind(deleteTemplate, (context, { params }) => remove(context, params.id)),
  bind(listTemplateVersions, async (context, { params }) => {
    const { id } = await getVisible(context, params.id);
    const items = (await listVersions(context.tx, id)).map((row) => ({
      version: row.version,
      content: { body: row.body },
      createdAt: row.created_at.toISOString(),
      createdByName: row.created_by_name,
    }));
    return { items, pagination: { limit: items.length } };
  }),
];
