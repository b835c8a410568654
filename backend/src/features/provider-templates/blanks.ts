// The blanks of an approved template: what somebody must fill in before it can leave. Pure.
import { type ProviderMediaFormat, type ProviderTemplate, providerMediaFormatOf } from '@parley/contract';
import { type Fields, fieldsOf, recordsOf, textOf } from '../../channels/foreign';

export type Blank = Omit<ProviderTemplate['params'][number], 'variable'>;

/** A template as Meta approved it. */
export interface ApprovedForm {
  parameterFormat: string;
  /** Header, body, footer and buttons in Meta's own words. */
  components: readonly Fields[];
}

/** A blank and where Meta wants it. */
export interface PlacedBlank extends Blank {
  /** The name or number between the braces; for buttons their place, from 0. */
  name: string;
}

export interface ApprovedButton {
  type: string;
  text: string;
  url: string | null;
}

type HeaderFormat = NonNullable<ProviderTemplate['header']>['format'];
const headerFormats: readonly HeaderFormat[] = ['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION'];

export function partOf({ components }: ApprovedForm, type: string): Fields | undefined {
  return components.find((one) => String(one.type).toUpperCase() === type);
}

export function headerOf(form: ApprovedForm): ProviderTemplate['header'] {
  const header = partOf(form, 'HEADER');
  const format = headerFormats.find((one) => one === String(header?.format ?? 'TEXT').toUpperCase());
  return header && format ? { format, text: textOf(header.text) ?? null } : null;
}

/** The kind of file that the header shows; undefined where it shows none. */
export function mediaFormatOf(form: ApprovedForm): ProviderMediaFormat | undefined {
  return providerMediaFormatOf(headerOf(form)?.format);
}

export function textOfPart(form: ApprovedForm, type: 'BODY' | 'FOOTER'): string | null {
  return textOf(partOf(form, type)?.text) ?? null;
}

export function buttonsOf(form: ApprovedForm): ApprovedButton[] {
  return recordsOf(partOf(form, 'BUTTONS')?.buttons).map((button) => ({
    type: String(button.type ?? 'UNKNOWN').toUpperCase(),
    text: textOf(button.text, 200) ?? '',
    url: textOf(button.url, 2000) ?? null,
  }));
}

/** Names between double braces, each once, in the order they appear. */
export function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name ?? ''))];
}

/** Every blank in the order in which it is read. Keys are those that `params` of a send uses. */
export function blanksOf(form: ApprovedForm): PlacedBlank[] {
  return [...headerBlanks(form), ...bodyBlanks(form), ...buttonBlanks(form)];
}

/** Components that need more than texts and files; a template with them is shown but cannot be sent from here. */
const beyondUs = new Set(['CAROUSEL', 'LIMITED_TIME_OFFER', 'CALL_PERMISSION_REQUEST']);
const buttonsBeyondUs = new Set(['MPM', 'SPM', 'CATALOG', 'FLOW']);

/** True when everything in it can be filled from texts and files. */
export function isFillable(form: ApprovedForm): boolean {
  return (
    headerOf(form)?.format !== 'LOCATION' &&
    !form.components.some((one) => beyondUs.has(String(one.type).toUpperCase())) &&
    !buttonsOf(form).some(({ type }) => buttonsBeyondUs.has(type))
  );
}

function headerBlanks(form: ApprovedForm): PlacedBlank[] {
  const header = headerOf(form);
  if (!header || header.format === 'LOCATION') return [];
  if (header.format !== 'TEXT') return [{ key: 'header.1', name: '1', place: 'header', type: 'media', example: null }];
  const example = fieldsOf(partOf(form, 'HEADER')?.example);
  return blanksIn('header', header.text ?? '', namedExamples(example.header_text_named_params) ?? example.header_text);
}

function bodyBlanks(form: ApprovedForm): PlacedBlank[] {
  const example = fieldsOf(partOf(form, 'BODY')?.example);
  const [first]: unknown[] = Array.isArray(example.body_text) ? example.body_text : [];
  return blanksIn('body', textOfPart(form, 'BODY') ?? '', namedExamples(example.body_text_named_params) ?? first);
}

function buttonBlanks(form: ApprovedForm): PlacedBlank[] {
  const examples = recordsOf(partOf(form, 'BUTTONS')?.buttons).map((button) => [button.example].flat()[0]);
  return buttonsOf(form).flatMap(({ type, url }, index) => {
    const asks = type === 'COPY_CODE' || (url !== null && namesIn(url).length > 0 && type !== 'OTP');
    if (!asks) return [];
    const name = String(index);
    return [{ key: `button.${name}`, name, place: 'button', type: 'text', example: textOf(examples[index]) ?? null }];
  });
}

/** @param examples by name, or in the order of the names */
function blanksIn(place: 'header' | 'body', text: string, examples: unknown): PlacedBlank[] {
  return namesIn(text).map((name, index) => {
    const example = Array.isArray(examples) ? examples[index] : fieldsOf(examples)[name];
    return { key: `${place}.${name}`, name, place, type: 'text', example: textOf(example) ?? null };
  });
}

function namedExamples(list: unknown): Fields | undefined {
  const named = recordsOf(list).map(({ param_name: name, example }) => [String(name), example]);
  return named.length > 0 ? Object.fromEntries(named) : undefined;
}
