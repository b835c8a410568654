// What a customer may tap under a message of the business: reply buttons, list rows, template buttons, quick replies.
import type { GraphMessage } from '../graph/conversations';
import type { Graph } from '../graph/graph';
import { type Body, isObject, readText } from '../graph/request';
import type { Choice } from './line';

export function findChoices(graph: Graph, { kind, content, conversation }: GraphMessage): Choice[] {
  const { sender } = conversation;
  if (kind === 'interactive') return findInteractive(content);
  if (kind === 'template' && sender.kind === 'number') return findTemplateButtons(graph, sender.wabaId, content);
  const quick = listOf(content.quick_replies).map((reply) => choose('quick_reply', reply, 'payload'));
  const attachment = isObject(content.attachment) ? content.attachment : {};
  const payload = isObject(attachment.payload) ? attachment.payload : {};
  const buttons = listOf(payload.buttons).map((button) =>
    button.type === 'web_url' ? choose('link', button, 'url') : choose('postback', button, 'payload'),
  );
  return [...quick, ...buttons];
}

function findInteractive(content: Body): Choice[] {
  const action = isObject(content.action) ? content.action : {};
  const parameters = isObject(action.parameters) ? action.parameters : {};
  if (content.type === 'cta_url') {
    return [{ kind: 'link', id: readText(parameters, 'url') ?? '', title: readText(parameters, 'display_text') ?? '' }];
  }
  const buttons = listOf(action.buttons).map(({ reply }) => choose('button_reply', isObject(reply) ? reply : {}, 'id'));
  const rows = listOf(action.sections).flatMap((section) => listOf(section.rows));
  return [...buttons, ...rows.map((row) => choose('list_reply', row, 'id'))];
}

/** A template's buttons are named in the template; their payloads come with the send. */
function findTemplateButtons(graph: Graph, wabaId: string, content: Body): Choice[] {
  const language = isObject(content.language) ? content.language.code : undefined;
  const templates = [...(graph.wabas.get(wabaId)?.templates.values() ?? [])];
  const template = templates.find((one) => one.name === content.name && one.language === language);
  const buttons = template?.components.find(({ type }) => type === 'BUTTONS')?.buttons ?? [];
  const given = listOf(content.components);
  return buttons.flatMap(({ type, text = '', url = '' }, index): Choice[] => {
    const component = given.find((one) => String(one.type).toLowerCase() === 'button' && Number(one.index) === index);
    const [parameter] = listOf(component?.parameters);
    if (type === 'URL')
      return [{ kind: 'link', title: text, id: url.replace(/\{\{1\}\}/, readText(parameter ?? {}, 'text') ?? '') }];
    if (type === 'QUICK_REPLY')
      return [{ kind: 'button', title: text, id: readText(parameter ?? {}, 'payload') ?? text }];
    return [];
  });
}

function choose(kind: Choice['kind'], from: Body, idField: string): Choice {
  const description = readText(from, 'description');
  return {
    kind,
    id: readText(from, idField) ?? '',
    title: readText(from, 'title') ?? '',
    ...(description && { description }),
  };
}

function listOf(value: unknown): Body[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
