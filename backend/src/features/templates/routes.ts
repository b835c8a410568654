// Bindings of templates.
import {
  approveTemplate,
  createTemplate,
  deleteTemplate,
  downloadTemplateSample,
  getTemplate,
  getTemplateSettings,
  listTemplateParameters,
  listTemplates,
  listTemplateVersions,
  previewTemplate,
  rejectTemplate,
  renderTemplate,
  submitTemplate,
  updateTemplate,
  updateTemplateSettings,
} from '@parley/contract';
import { bind, bindCsv } from '../../platform/http/context';
import { create, remove, update } from './actions';
import { parameters } from './catalogue';
import { approve, reject, submit } from './decide';
import { visibleOwner } from './policy';
import { presentTemplate } from './present';
import { preview } from './preview';
import { listVersions, listVisible } from './queries';
import { sampleCsv } from './sample';
import { changeSettings, readSettings } from './settings';
import { getVisible } from './visible';

export const templateBindings = [
  bind(listTemplates, async ({ tx, actor }, { query }) => {
    const { rows, total } = await listVisible(tx, { userId: actor.userId, ownerId: visibleOwner(actor) }, query);
    const { page, limit } = query;
    return {
      items: rows.map((row) => presentTemplate(actor, row)),
      pagination: { total, page, limit, pages: Math.ceil(total / limit) },
    };
  }),
  bind(listTemplateParameters, async () => ({ items: [...parameters], pagination: { limit: parameters.length } })),
  bind(renderTemplate, (context, { body }) => preview(context, body.body, body.contactId)),
  bind(getTemplateSettings, (context) => readSettings(context)),
  bind(updateTemplateSettings, (context, { body }) => changeSettings(context, body)),
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
  bind(submitTemplate, (context, { params }) => submit(context, params.id)),
  bind(approveTemplate, (context, { params, body }) => approve(context, params.id, body)),
  bind(rejectTemplate, (context, { params, body }) => reject(context, params.id, body)),
  bindCsv(downloadTemplateSample, (context, { params }) => sampleCsv(context, params.id)),
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
