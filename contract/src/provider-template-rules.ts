// Meta's rules for a template, checked while somebody writes and again before Meta is asked. Pure, and the same on both sides.

import { type AssetKind, assetLimitBytes, assetMimes } from './assets';
import type { ProviderMediaFormat } from './provider-templates';

export interface ProviderTemplateText {
  header: string | null;
  /** A file above the text; `assetId` is its sample. */
  headerMedia?: { format: ProviderMediaFormat; assetId: string | null } | null;
  body: string;
  footer: string | null;
  buttons: readonly ProviderButton[];
  /** An example for each variable, by what stands between its braces. */
  examples: Readonly<Record<string, string>>;
}

export type ProviderButton =
  | { type: 'QUICK_REPLY'; text: string }
  | { type: 'URL'; text: string; url: string }
  | { type: 'PHONE_NUMBER'; text: string; phone: string };

/** Meta's limits in characters and pieces: "Message templates" and its components; the lengths of buttons and addresses are those of its create call. */
export const providerTemplateLimits = {
  name: 512,
  header: 60,
  body: 1024,
  footer: 60,
  buttons: 10,
  buttonText: 25,
  urlButtons: 2,
  phoneButtons: 1,
  url: 2000,
} as const;

const megabyte = 1024 * 1024;

/**
 * What Meta takes in a header. Types of samples: "Upload a file" of the Graph API; sizes: the media table of the Cloud API.
 * `sendMimes`: what a send may bring.
 */
export const providerMediaLimits: Record<
  ProviderMediaFormat,
  { kind: AssetKind; sampleMimes: readonly string[]; sendMimes: readonly string[]; largestBytes: number }
> = {
  IMAGE: {
    kind: 'image',
    sampleMimes: ['image/jpeg', 'image/png'],
    sendMimes: ['image/jpeg', 'image/png'],
    largestBytes: 5 * megabyte,
  },
  VIDEO: { kind: 'video', sampleMimes: ['video/mp4'], sendMimes: ['video/mp4'], largestBytes: 16 * megabyte },
  DOCUMENT: {
    kind: 'document',
    sampleMimes: ['application/pdf'],
    sendMimes: assetMimes.document,
    largestBytes: 100 * megabyte,
  },
};

/** The largest file for such a header in megabytes: Meta's limit, or ours for uploads where that is lower. */
export function mostMegabytes(format: ProviderMediaFormat): number {
  const { kind, largestBytes } = providerMediaLimits[format];
  return Math.min(largestBytes, assetLimitBytes[kind]) / megabyte;
}

/** Types of file that such a header takes, as the sample of a review or with a send. */
export function acceptedMimes(format: ProviderMediaFormat, use: 'sample' | 'send'): readonly string[] {
  const { sampleMimes, sendMimes } = providerMediaLimits[format];
  return use === 'sample' ? sampleMimes : sendMimes;
}

/**
 * Why Meta would not take a file in such a header; undefined when it would.
 * @param use as the sample of a review, or with a send
 */
export function findMediaFault(
  format: ProviderMediaFormat,
  use: 'sample' | 'send',
  { kind, mime, sizeBytes }: { kind: AssetKind | undefined; mime: string; sizeBytes: number },
): { rule: 'media_kind' | 'media_type' | 'media_size'; detail: ProviderMediaFormat | number } | undefined {
  const { kind: wanted, largestBytes } = providerMediaLimits[format];
  if (kind !== wanted) return { rule: 'media_kind', detail: format };
  if (!acceptedMimes(format, use).includes(mime)) return { rule: 'media_type', detail: format };
  return sizeBytes > largestBytes ? { rule: 'media_size', detail: largestBytes / megabyte } : undefined;
}

export type ProviderTemplateRule =
  | 'name_form'
  | 'header_long'
  | 'header_lines'
  | 'header_variables'
  | 'header_twice'
  | 'sample_missing'
  | 'media_kind'
  | 'media_type'
  | 'media_size'
  | 'body_empty'
  | 'body_long'
  | 'body_edge'
  | 'body_touching'
  | 'body_ratio'
  | 'footer_long'
  | 'footer_variables'
  | 'buttons_many'
  | 'buttons_urls'
  | 'buttons_phones'
  | 'buttons_order'
  | 'buttons_same'
  | 'button_empty'
  | 'button_long'
  | 'button_variables'
  | 'url_form'
  | 'url_variable'
  | 'phone_form'
  | 'example_missing';

export interface ProviderTemplateFault {
  /** The part at fault: `name`, `header`, `headerMedia`, `body`, `footer`, `buttons`, `buttons.0`, `examples.lead.name`. */
  path: string;
  rule: ProviderTemplateRule;
  /** The limit that was passed, or the variable that is meant. */
  detail?: string | number;
}

const marker = /\{\{\s*([\p{L}_\d][\p{L}\d_.]*)\s*\}\}/gu;

/** What stands between double braces, each once, in order. */
export function providerVariables(text: string): string[] {
  return [...new Set([...text.matchAll(marker)].map(([, key]) => key ?? ''))];
}

/** One of our templates in the form Meta's are written in: double braces alone, fallbacks gone. */
export function toProviderText(body: string): string {
  return body
    .replace(/\{\{\s*([\w.]+)\s*(?:\|[^{}]*)?\}\}/g, '{{$1}}')
    .replace(/(?<!\{)\{\s*(name|first_name|phone)\s*(?:\|[^{}]*)?\}(?!\})/g, '{{$1}}');
}

/** Characters as Meta counts them: one for each code point. */
const lengthOf = (text: string) => [...text].length;

/** What Meta would refuse, in the order it is read; empty when it would take the template for review. */
export function findTemplateFaults(form: ProviderTemplateText & { name?: string }): ProviderTemplateFault[] {
  return [
    ...(form.name === undefined || /^[a-z0-9_]{1,512}$/.test(form.name) ? [] : [fault('name', 'name_form')]),
    ...headerFaults(form.header),
    ...mediaFaults(form),
    ...bodyFaults(form.body),
    ...footerFaults(form.footer),
    ...buttonsFaults(form.buttons),
    ...exampleFaults(form),
  ];
}

function fault(path: string, rule: ProviderTemplateRule, detail?: string | number): ProviderTemplateFault {
  return detail === undefined ? { path, rule } : { path, rule, detail };
}

function headerFaults(header: string | null): ProviderTemplateFault[] {
  if (!header) return [];
  return [
    ...(lengthOf(header) > providerTemplateLimits.header
      ? [fault('header', 'header_long', providerTemplateLimits.header)]
      : []),
    ...(/[\r\n]/.test(header) ? [fault('header', 'header_lines')] : []),
    ...(providerVariables(header).length > 1 ? [fault('header', 'header_variables')] : []),
  ];
}

function mediaFaults({ header, headerMedia }: ProviderTemplateText): ProviderTemplateFault[] {
  if (!headerMedia) return [];
  return [
    ...(header ? [fault('header', 'header_twice')] : []),
    ...(headerMedia.assetId ? [] : [fault('headerMedia', 'sample_missing', headerMedia.format)]),
  ];
}

function bodyFaults(body: string): ProviderTemplateFault[] {
  if (body.trim() === '') return [fault('body', 'body_empty')];
  const text = body.trim();
  const count = providerVariables(text).length;
  const words = text.replace(marker, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return [
    ...(lengthOf(body) > providerTemplateLimits.body ? [fault('body', 'body_long', providerTemplateLimits.body)] : []),
    ...(/^\{\{|\}\}$/.test(text) ? [fault('body', 'body_edge')] : []),
    ...(/\}\}\s*\{\{/.test(text) ? [fault('body', 'body_touching')] : []),
    // Refused as "too many variables for its length". Meta names no figure; as many words as variables is what its own examples keep.
    ...(count > 0 && words < count ? [fault('body', 'body_ratio', count)] : []),
  ];
}

function footerFaults(footer: string | null): ProviderTemplateFault[] {
  if (!footer) return [];
  return [
    ...(lengthOf(footer) > providerTemplateLimits.footer
      ? [fault('footer', 'footer_long', providerTemplateLimits.footer)]
      : []),
    ...(providerVariables(footer).length > 0 ? [fault('footer', 'footer_variables')] : []),
  ];
}

function buttonsFaults(buttons: readonly ProviderButton[]): ProviderTemplateFault[] {
  const countOf = (type: ProviderButton['type']) => buttons.filter((one) => one.type === type).length;
  const texts = buttons.map(({ text }) => text.trim().toLowerCase());
  // Quick replies stand together, before or behind the others.
  const turns = buttons.filter(
    (one, index) => index > 0 && (one.type === 'QUICK_REPLY') !== (buttons[index - 1]?.type === 'QUICK_REPLY'),
  ).length;
  const { buttons: most, urlButtons, phoneButtons } = providerTemplateLimits;
  return [
    ...(buttons.length > most ? [fault('buttons', 'buttons_many', most)] : []),
    ...(countOf('URL') > urlButtons ? [fault('buttons', 'buttons_urls', urlButtons)] : []),
    ...(countOf('PHONE_NUMBER') > phoneButtons ? [fault('buttons', 'buttons_phones', phoneButtons)] : []),
    ...(turns > 1 ? [fault('buttons', 'buttons_order')] : []),
    ...(new Set(texts).size < texts.length ? [fault('buttons', 'buttons_same')] : []),
    ...buttons.flatMap((button, index) => buttonFaults(button, `buttons.${index}`)),
  ];
}

function buttonFaults(button: ProviderButton, path: string): ProviderTemplateFault[] {
  const { buttonText, url: longest } = providerTemplateLimits;
  const faults = [
    ...(button.text.trim() === '' ? [fault(path, 'button_empty')] : []),
    ...(lengthOf(button.text) > buttonText ? [fault(path, 'button_long', buttonText)] : []),
    ...(providerVariables(button.text).length > 0 ? [fault(path, 'button_variables')] : []),
  ];
  if (button.type === 'URL') {
    const plain = button.url.replace(marker, 'x');
    if (!/^https?:\/\/[^\s/]+\.[^\s]+$/.test(plain) || plain.length > longest) faults.push(fault(path, 'url_form'));
    const variables = providerVariables(button.url);
    if (variables.length > 1 || (variables.length === 1 && !/\}\}$/.test(button.url)))
      faults.push(fault(path, 'url_variable'));
  }
  if (button.type === 'PHONE_NUMBER' && !/^\+[1-9]\d{6,18}$/.test(button.phone)) faults.push(fault(path, 'phone_form'));
  return faults;
}

function exampleFaults({ header, body, buttons, examples }: ProviderTemplateText): ProviderTemplateFault[] {
  const texts = [header ?? '', body, ...buttons.map((one) => (one.type === 'URL' ? one.url : ''))];
  const keys = [...new Set(texts.flatMap(providerVariables))];
  return keys
    .filter((key) => (examples[key] ?? '').trim() === '')
    .map((key) => fault(`examples.${key}`, 'example_missing', key));
}
