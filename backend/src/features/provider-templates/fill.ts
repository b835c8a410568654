// Filling an approved template: the components that Meta wants with a send, and the words the customer will read. Pure.
import { type AssetKind, type ErrorDetail, findMediaFault, type MessageContent } from '@parley/contract';
import type { Fields } from '../../channels/foreign';
import { AppError } from '../../platform/errors';
import {
  type ApprovedForm,
  blanksOf,
  buttonsOf,
  headerOf,
  isFillable,
  mediaFormatOf,
  namesIn,
  type PlacedBlank,
  textOfPart,
} from './blanks';
import { faultWords } from './fault-words';

export interface SendableTemplate extends ApprovedForm {
  name: string;
  language: string;
}

/** A file that Meta may fetch, or that it was given already. */
export type TemplateFile = { kind: string; fileName: string } & ({ link: string } | { id: string });

/** Which assets the filled values name: the media blanks. */
export function filesIn(template: ApprovedForm, params: Record<string, string>): string[] {
  return blanksOf(template).flatMap(({ key, type }) => (type === 'media' && params[key] ? [params[key]] : []));
}

/**
 * A file that Meta would fetch and then not take is refused when it is chosen, not to each recipient.
 * @throws AppError validation_failed with the words for it
 */
export function demandHeaderFile(
  template: ApprovedForm,
  file: { kind: AssetKind; mime: string; sizeBytes: number },
): void {
  const format = mediaFormatOf(template);
  const fault = format && findMediaFault(format, 'send', file);
  if (!fault) return;
  const message = faultWords(fault);
  throw new AppError('validation_failed', message, { details: [{ path: 'template.params.header.1', message }] });
}

/**
 * Components of a send in Meta's form; parts without blanks are left out.
 * @param params values by the keys of the blanks; media values are asset ids
 * @param fileOf the file of an asset id; undefined when there is none
 * @throws AppError validation_failed naming each key that is missing, unknown or of the wrong kind, or a template that cannot be filled here
 */
export function fillComponents(
  template: ApprovedForm,
  params: Record<string, string>,
  fileOf: (assetId: string) => TemplateFile | undefined,
): Fields[] {
  if (!isFillable(template))
    throw new AppError('validation_failed', 'This template has parts that cannot be sent from here. Choose another.');
  const blanks = blanksOf(template);
  const files = new Map<string, Fields>();
  const faults = blanks.flatMap((blank) => {
    if (blank.type === 'text') return faultOf(blank, params[blank.key]);
    const chosen = mediaParameter(template, fileOf(params[blank.key] ?? ''));
    if (typeof chosen === 'string') return [detail(blank.key, chosen)];
    files.set(blank.key, chosen);
    return [];
  });
  const known = new Set(blanks.map(({ key }) => key));
  for (const key of Object.keys(params))
    if (!known.has(key)) faults.push(detail(key, 'The template has no such blank'));
  if (faults.length > 0)
    throw new AppError('validation_failed', 'The template is not filled in completely.', { details: faults });
  const isNamed = template.parameterFormat === 'NAMED';
  const parameterOf = ({ key, name }: PlacedBlank): Fields =>
    files.get(key) ?? { type: 'text', ...(isNamed ? { parameter_name: name } : {}), text: cleanValue(params[key]) };
  const part = (place: 'header' | 'body'): Fields[] => {
    const parameters = blanks.filter((blank) => blank.place === place).map(parameterOf);
    return parameters.length > 0 ? [{ type: place, parameters }] : [];
  };
  return [...part('header'), ...part('body'), ...buttonParts(template, params)];
}

/**
 * Blanks whose values differ from person to person, filled for one of them.
 * @param render makes a blank's value out of what was written for it
 * @returns `blank` are the keys of text blanks that came out empty, which Meta does not take
 */
export function renderParams(
  template: ApprovedForm,
  params: Record<string, string>,
  render: (value: string) => string,
): { filled: Record<string, string>; blank: string[] } {
  const filled: Record<string, string> = {};
  const blank: string[] = [];
  for (const { key, type } of blanksOf(template)) {
    const value = params[key] ?? '';
    filled[key] = type === 'media' ? value : cleanValue(render(value));
    if (type === 'text' && filled[key] === '') blank.push(key);
  }
  return { filled, blank };
}

/** What the customer reads, for the thread. */
export function renderTemplate(
  template: SendableTemplate,
  params: Record<string, string>,
): { text: string; content: NonNullable<MessageContent['template']> } {
  const fill = (text: string, place: 'header' | 'body') =>
    text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => cleanValue(params[`${place}.${name}`]));
  const header = headerOf(template);
  const footer = textOfPart(template, 'FOOTER');
  const buttons = buttonsOf(template).map(({ text }) => text);
  return {
    text: fill(textOfPart(template, 'BODY') ?? '', 'body'),
    content: {
      name: template.name,
      language: template.language,
      ...(header?.text ? { header: fill(header.text, 'header') } : {}),
      ...(footer ? { footer } : {}),
      ...(buttons.length > 0 ? { buttons } : {}),
    },
  };
}

function faultOf({ key }: PlacedBlank, value: string | undefined): ErrorDetail[] {
  return cleanValue(value) === '' ? [detail(key, 'Fill this in')] : [];
}

/** Meta refuses line breaks, tabs and more than four spaces in a row. */
function cleanValue(value: string | undefined): string {
  return (value ?? '').replace(/\s+/g, ' ').trim();
}

/** @returns the parameter, or what is wrong */
function mediaParameter(template: ApprovedForm, file: TemplateFile | undefined): Fields | string {
  const kind = headerOf(template)?.format.toLowerCase() ?? '';
  if (!file) return 'Choose a file';
  if (file.kind !== kind) return `This template needs a file of kind ${kind}`;
  const place = 'link' in file ? { link: file.link } : { id: file.id };
  return { type: kind, [kind]: { ...place, ...(kind === 'document' ? { filename: file.fileName } : {}) } };
}

function buttonParts(template: ApprovedForm, params: Record<string, string>): Fields[] {
  const [codeName] = namesIn(textOfPart(template, 'BODY') ?? '');
  return buttonsOf(template).flatMap(({ type, url }, index) => {
    const part = (subType: string, parameter: Fields) => [
      { type: 'button', sub_type: subType, index: String(index), parameters: [parameter] },
    ];
    // A one-time password stands in the body and in its button.
    if (type === 'OTP') return part('url', { type: 'text', text: cleanValue(params[`body.${codeName ?? '1'}`]) });
    const value = cleanValue(params[`button.${index}`]);
    if (type === 'COPY_CODE') return part('copy_code', { type: 'coupon_code', coupon_code: value });
    return url !== null && namesIn(url).length > 0 ? part('url', { type: 'text', text: value }) : [];
  });
}

function detail(key: string, message: string): ErrorDetail {
  return { path: `template.params.${key}`, message: `${message} (${key})` };
}
