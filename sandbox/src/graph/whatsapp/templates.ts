// Templates over HTTP: list with pages, create, read, edit, delete.
import type { Answer } from '../../http/router';
import type { World } from '../../world';
import type { Waba } from '../assets';
import { refuse, refuseParameter } from '../errors';
import { createObjectId } from '../ids';
import { type GraphCall, ok, pickFields, requireAccess, SUCCESS } from '../request';
import { publishChange } from '../webhooks/publish';
import type { Template, TemplateStatus } from './template';
import { readCategory, readComponents, readTemplate, refuseTemplate } from './template-rules';
import { takeSamples } from './template-samples';

const MANAGE = ['whatsapp_business_management'];
const USUAL_FIELDS = ['name', 'parameter_format', 'components', 'language', 'status', 'category'];
const EDITABLE: readonly TemplateStatus[] = ['APPROVED', 'REJECTED', 'PAUSED'];
const PAGE_SIZE = 25;
const LARGEST_PAGE = 1_000;

/** GET /{WABA_ID}/message_templates */
export function listTemplates(call: GraphCall, waba: Waba): Answer {
  requireAccess(call, waba.id, MANAGE);
  const { query, call: http, world } = call;
  const wanted = { name: query.get('name'), status: query.get('status'), language: query.get('language') };
  const found = [...waba.templates.values()].filter(
    (one) =>
      one.name === (wanted.name ?? one.name) &&
      one.status === (wanted.status ?? one.status) &&
      one.language === (wanted.language ?? one.language),
  );
  const limit = Math.min(Math.max(Number(query.get('limit') ?? PAGE_SIZE) || PAGE_SIZE, 1), LARGEST_PAGE);
  const after = query.get('after');
  const start = after === null ? 0 : Number(Buffer.from(after, 'base64url').toString());
  if (!Number.isInteger(start)) throw refuse(100, 'Invalid parameter: after');
  const page = found.slice(start, start + limit);
  const cursor = (place: number) => Buffer.from(String(place)).toString('base64url');
  const cursors = { before: cursor(start), after: cursor(start + page.length) };
  const next = new URL(world.publicUrl + http.url);
  next.searchParams.set('after', cursors.after);
  next.searchParams.delete('access_token');
  return ok({
    data: page.map((template) => pickFields(describeTemplate(template), query, USUAL_FIELDS)),
    ...(page.length > 0 && { paging: { cursors, ...(start + limit < found.length && { next: next.href }) } }),
  });
}

/** POST /{WABA_ID}/message_templates */
export function createTemplate(call: GraphCall, waba: Waba): Answer {
  requireAccess(call, waba.id, MANAGE);
  const given = readTemplate(call.body);
  for (const one of waba.templates.values()) {
    if (one.name === given.name && one.language === given.language) {
      throw refuse(100, 'Invalid parameter', {
        subcode: 2388024,
        userTitle: 'Content in this language already exists',
        userMessage: `There is already ${given.language} content for this template.`,
      });
    }
  }
  const template = addTemplate(call.world, waba, {
    ...given,
    components: takeSamples(call.world, given.components),
  });
  planReview(call.world, waba, template);
  const { id, status, category } = template;
  return ok({ id, status, category });
}

/** Keeps a template; PENDING until it is decided. */
export function addTemplate(
  world: World,
  waba: Waba,
  given: ReturnType<typeof readTemplate>,
  status: TemplateStatus = 'PENDING',
): Template {
  const template = {
    ...given,
    id: createObjectId(),
    wabaId: waba.id,
    status,
    quality: 'UNKNOWN' as const,
    rejectedReason: 'NONE',
  };
  waba.templates.set(template.id, template);
  world.version++;
  world.remember();
  return template;
}

/** GET and POST /{TEMPLATE_ID} */
export function answerTemplate(call: GraphCall, template: Template): Answer {
  requireAccess(call, template.wabaId, MANAGE);
  if (call.call.method === 'GET') return ok(pickFields(describeTemplate(template), call.query, USUAL_FIELDS));
  const { body } = call;
  if (!EDITABLE.includes(template.status))
    throw refuseTemplate(`a template that is ${template.status} cannot be edited`);
  const components = body.components === undefined ? undefined : takeSamples(call.world, readComponents(body));
  if (template.status === 'APPROVED') takeEdit(template);
  if (body.category !== undefined) template.category = readCategory(body);
  if (components) template.components = components;
  template.status = 'PENDING';
  template.rejectedReason = 'NONE';
  const waba = call.world.graph.wabas.get(template.wabaId);
  if (waba) planReview(call.world, waba, template);
  call.world.version++;
  call.world.remember();
  return SUCCESS;
}

const DAY_MS = 86_400_000;

/** An approved template takes one edit in 24 hours and ten in thirty days. */
function takeEdit(template: Template): void {
  const now = Date.now();
  const edits = (template.editedAt ?? []).filter((at) => at > now - 30 * DAY_MS);
  if (edits.length >= 10 || edits.some((at) => at > now - DAY_MS))
    throw refuseTemplate('an approved template can be edited once in 24 hours and ten times in 30 days');
  template.editedAt = [...edits, now];
}

/** The reviewer: decides after the set time unless somebody was faster. */
function planReview(world: World, waba: Waba, template: Template): void {
  const { reviewAfterMs } = world.graph.settings;
  if (reviewAfterMs === null) return;
  world.timeline.after(reviewAfterMs, () => {
    if (template.status !== 'PENDING' || waba.templates.get(template.id) !== template) return;
    const body = template.components.find(({ type }) => type === 'BODY')?.text ?? '';
    if (body.toLowerCase().includes('reject-me')) decideTemplate(world, waba, template, 'REJECTED', 'PROMOTIONAL');
    else decideTemplate(world, waba, template, 'APPROVED');
  });
}

/** DELETE /{WABA_ID}/message_templates by name, or by `hsm_id` for one language. */
export function deleteTemplates(call: GraphCall, waba: Waba): Answer {
  requireAccess(call, waba.id, MANAGE);
  const [name, id] = [call.query.get('name'), call.query.get('hsm_id')];
  if (name === null && id === null) throw refuseParameter('The parameter name is required.');
  const gone = [...waba.templates.values()].filter((one) => (id === null ? one.name === name : one.id === id));
  if (gone.length === 0) {
    throw refuse(100, 'Invalid parameter', { subcode: 2593002, userTitle: 'Message Template Not Found' });
  }
  for (const template of gone) waba.templates.delete(template.id);
  call.world.version++;
  call.world.remember();
  return SUCCESS;
}

/** A review, a pause or a deletion; told as `message_template_status_update`, where the id is a JSON number. */
export function decideTemplate(
  world: World,
  waba: Waba,
  template: Template,
  status: TemplateStatus,
  reason = 'NONE',
): void {
  template.status = status;
  template.rejectedReason = reason;
  publishChange(world, waba, 'message_template_status_update', {
    event: status,
    ...nameTemplate(template),
    message_template_category: template.category,
    reason,
    ...(status === 'PAUSED' && {
      other_info: { title: 'FIRST_PAUSE', description: 'Paused for 3 hours because of its quality.' },
    }),
  });
  world.remember();
}

export function nameTemplate({ id, name, language }: Template) {
  return { message_template_id: Number(id), message_template_name: name, message_template_language: language };
}

function describeTemplate(template: Template) {
  const { id, name, language, category, parameterFormat, components, status, quality, rejectedReason } = template;
  const shared = { id, name, language, category, components, status, parameter_format: parameterFormat };
  return { ...shared, quality_score: { score: quality, date: null }, rejected_reason: rejectedReason };
}
