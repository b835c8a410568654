// The kinds of message a business may send on WhatsApp, each checked as the Cloud API checks it.
import type { PhoneNumber, Waba } from '../assets';
import type { Graph } from '../graph';
import { isWhatsAppKind, type WhatsAppKind } from '../media/rules';
import { type Body, isObject, readId, readText } from '../request';
import { readWords, require, requireList, requireObject, requireWords } from './checks';
import { refuseCode } from './codes';
import { checkInteractive } from './interactive';
import type { Template } from './template';
import { checkTemplate } from './template-send';

const TEXT_LENGTH = 4_096;
const CAPTION_LENGTH = 1_024;
const CONTACTS = 257;

/** A message whose body fits. */
export interface WhatsAppDraft {
  kind: string;
  text: string;
  content: Body;
  media?: { kind: WhatsAppKind; fileId?: string; link?: string };
  template?: Template;
  /** The message a reaction belongs to. */
  reactsTo?: string;
}

export interface DraftPlace {
  graph: Graph;
  number: PhoneNumber;
  waba: Waba;
}

/** @throws GraphRefusal with WhatsApp's code for what is wrong */
export function readDraft(place: DraftPlace, body: Body): WhatsAppDraft {
  const kind = readText(body, 'type') ?? 'text';
  if (kind === 'contacts') {
    const cards = requireList(body, 'contacts', 'contacts', CONTACTS);
    const names = cards.map((card) => {
      const name = requireObject(card, 'name', 'contacts.name');
      return requireWords(name, 'formatted_name', 'contacts.name.formatted_name', 1_024);
    });
    return { kind, text: names.join(', '), content: { contacts: cards } };
  }
  const content = requireObject(body, kind);
  if (isWhatsAppKind(kind)) return readMedia(place, kind, content);
  switch (kind) {
    case 'text':
      return { kind, content, text: requireWords(content, 'body', 'text.body', TEXT_LENGTH) };
    case 'location':
      return readLocation(content);
    case 'reaction': {
      const reactsTo = requireWords(content, 'message_id', 'reaction.message_id', 1_024);
      const { emoji } = content;
      require(typeof emoji === 'string', 'reaction.emoji must be text; an empty one removes the reaction.');
      return { kind, content, text: String(emoji), reactsTo };
    }
    case 'interactive':
      return { kind, content, text: checkInteractive(content) };
    case 'template': {
      const { template, text } = checkTemplate(place.waba.templates, content);
      return { kind, content, text, template, media: readHeaderMedia(place, content) };
    }
    default:
      throw refuseCode(131051, `Message type ${kind} is not supported.`);
  }
}

/** The picture, video or document of a template's header. */
function readHeaderMedia(place: DraftPlace, content: Body): WhatsAppDraft['media'] {
  const components = Array.isArray(content.components) ? content.components.filter(isObject) : [];
  const header = components.find(({ type }) => String(type).toUpperCase() === 'HEADER');
  const [parameter] = Array.isArray(header?.parameters) ? header.parameters.filter(isObject) : [];
  const kind = String(parameter?.type);
  const given = parameter?.[kind];
  return isWhatsAppKind(kind) && isObject(given) ? readMedia(place, kind, given).media : undefined;
}

function readLocation(content: Body): WhatsAppDraft {
  for (const [name, most] of [
    ['latitude', 90],
    ['longitude', 180],
  ] as const) {
    const value = content[name];
    if (value === undefined || value === '') throw refuseCode(131008, `The parameter location.${name} is required.`);
    require(Math.abs(Number(value)) <= most, `location.${name} must be between -${most} and ${most}.`);
  }
  return { kind: 'location', content, text: readText(content, 'name') ?? readText(content, 'address') ?? '' };
}

function readMedia({ graph, number }: DraftPlace, kind: WhatsAppKind, content: Body): WhatsAppDraft {
  const fileId = readId(content, 'id');
  const link = readText(content, 'link');
  if ((fileId === undefined) === (link === undefined)) {
    throw refuseCode(131008, `Exactly one of ${kind}.id and ${kind}.link is required.`);
  }
  require(content.caption === undefined || (kind !== 'audio' && kind !== 'sticker'), `${kind} takes no caption.`);
  const text = readWords(content, 'caption', `${kind}.caption`, CAPTION_LENGTH) ?? readText(content, 'filename') ?? '';
  if (fileId !== undefined && graph.files.find(fileId)?.senderId !== number.id) {
    throw refuseCode(131009, `There is no media with the id ${fileId} for this number.`);
  }
  return { kind, text, content, media: { kind, fileId, link } };
}
