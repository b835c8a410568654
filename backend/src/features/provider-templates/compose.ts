// Between a template as somebody writes it here and the components Meta keeps. Pure.
import {
  type ProviderButton,
  type ProviderTemplateForm,
  providerCategory,
  providerTemplateForm,
  providerVariables,
} from '@parley/contract';
import { type Fields, fieldsOf, recordsOf, textOf } from '../../channels/foreign';
import { type ApprovedForm, blanksOf, headerOf, mediaFormatOf, partOf, textOfPart } from './blanks';

export interface ComposedTemplate {
  components: Fields[];
  /** Which of our variables stands behind a blank, by the blank's key. Numbers stand for themselves and are left out. */
  variables: Record<string, string>;
}

const marker = /\{\{\s*([\p{L}_\d][\p{L}\d_.]*)\s*\}\}/gu;

/**
 * Numbers the variables of each part from 1, in the order of first use, and gives Meta the example of each.
 * @param sampleHandle what Meta gave for the sample of a media header
 */
export function composeTemplate(form: ProviderTemplateForm, sampleHandle?: string): ComposedTemplate {
  const { header, headerMedia, body, footer, buttons, examples } = form;
  const sample = sampleHandle ? { example: { header_handle: [sampleHandle] } } : {};
  const examplesIn = (text: string) => providerVariables(text).map((key) => examples[key] ?? '');
  const components: Fields[] = [
    ...(header
      ? [{ type: 'HEADER', format: 'TEXT', text: numbered(header), ...exampleOf(header, 'header_text') }]
      : headerMedia
        ? [{ type: 'HEADER', format: headerMedia.format, ...sample }]
        : []),
    { type: 'BODY', text: numbered(body), ...exampleOf(body, 'body_text') },
    ...(footer ? [{ type: 'FOOTER', text: footer }] : []),
    ...(buttons.length > 0 ? [{ type: 'BUTTONS', buttons: buttons.map(composeButton) }] : []),
  ];
  const named = [
    ...placesIn('header', header ?? ''),
    ...placesIn('body', body),
    ...buttons.flatMap((one, index) =>
      one.type === 'URL' ? providerVariables(one.url).map((key) => [`button.${index}`, key] as const) : [],
    ),
  ];
  return { components, variables: Object.fromEntries(named.filter(([, key]) => !/^\d+$/.test(key))) };

  function exampleOf(text: string, field: 'header_text' | 'body_text'): Fields {
    const given = examplesIn(text);
    if (given.length === 0) return {};
    return { example: { [field]: field === 'body_text' ? [given] : given } };
  }

  function composeButton(button: ProviderButton): Fields {
    if (button.type === 'QUICK_REPLY') return { type: button.type, text: button.text };
    if (button.type === 'PHONE_NUMBER') return { type: button.type, text: button.text, phone_number: button.phone };
    const example = examplesIn(button.url);
    return { type: 'URL', text: button.text, url: numbered(button.url), ...(example.length > 0 ? { example } : {}) };
  }
}

function numbered(text: string): string {
  const keys = providerVariables(text);
  return text.replace(marker, (_, key: string) => `{{${keys.indexOf(key) + 1}}}`);
}

function placesIn(place: 'header' | 'body', text: string) {
  return providerVariables(text).map((key, index) => [`${place}.${index + 1}`, key] as const);
}

/**
 * The template as it was written, for the editor.
 * @param variables as `composeTemplate` gave them
 * @param sampleId the file that a media header was submitted with from here
 * @returns null when it has parts that cannot be written here: places, names instead of numbers, other kinds of buttons
 */
export function decomposeTemplate(
  form: ApprovedForm & { category: string },
  variables: Readonly<Record<string, string>>,
  sampleId: string | null = null,
): ProviderTemplateForm | null {
  const header = headerOf(form);
  const format = mediaFormatOf(form);
  const known = form.components.every((one) => ['HEADER', 'BODY', 'FOOTER', 'BUTTONS'].includes(typeOf(one)));
  if (!known || form.parameterFormat === 'NAMED' || header?.format === 'LOCATION') return null;
  const blanks = blanksOf(form);
  const rename = (text: string, keyOf: (name: string) => string) =>
    text.replace(marker, (_, name: string) => `{{${variables[keyOf(name)] ?? name}}}`);
  const texts = blanks.filter(({ type }) => type === 'text');
  const examples = texts.map(({ key, name, place, example }) => {
    // The number between a button's braces is always 1; its name is the button's place.
    return [variables[key] ?? (place === 'button' ? '1' : name), example ?? ''] as const;
  });
  const buttons = recordsOf(partOf(form, 'BUTTONS')?.buttons).map((button, index) => {
    const [type, text] = [typeOf(button), textOf(button.text) ?? ''];
    const url = rename(textOf(button.url, 2000) ?? '', () => `button.${index}`);
    return { type, text, url, phone: textOf(button.phone_number) ?? '' };
  });
  const parsed = providerTemplateForm.safeParse({
    category: providerCategory.safeParse(form.category).data,
    headerMedia: format ? { format, assetId: sampleId } : null,
    header: header?.text && !format ? rename(header.text, (name) => `header.${name}`) : null,
    body: rename(textOfPart(form, 'BODY') ?? '', (name) => `body.${name}`),
    footer: textOfPart(form, 'FOOTER'),
    buttons,
    examples: Object.fromEntries(examples),
  });
  return parsed.success ? parsed.data : null;
}

function typeOf(part: Fields): string {
  return String(fieldsOf(part).type).toUpperCase();
}
