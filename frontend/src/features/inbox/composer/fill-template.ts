// What the customer will see of an approved template, while its blanks are being filled.
import type { ProviderTemplate } from '@parley/contract';
import type { OutgoingTemplate } from '../outgoing';

export type BlankValues = Record<string, string>;

/** Text with its blanks filled; a blank without a value stays visible as it was written. */
export function fillText(text: string, place: 'header' | 'body', values: BlankValues): string {
  return text.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (blank, name: string) => values[`${place}.${name}`]?.trim() || blank);
}

/** Keys of the blanks that have no value yet. */
export function findBlanks({ params }: Pick<ProviderTemplate, 'params'>, values: BlankValues): string[] {
  return params.filter(({ key }) => !values[key]?.trim()).map(({ key }) => key);
}

/** What a blank is called beside its field: the name given to it, or its number. */
export function nameBlank(key: string): string {
  return key.slice(key.indexOf('.') + 1).replaceAll('_', ' ');
}

/** The template as a message on its way. */
export function toOutgoing(
  template: ProviderTemplate,
  values: BlankValues,
): { text: string; template: OutgoingTemplate } {
  const { id, name, language, header, footer, body, buttons, params } = template;
  return {
    text: fillText(body, 'body', values),
    template: {
      id,
      params: Object.fromEntries(params.map(({ key }) => [key, values[key]?.trim() ?? ''])),
      shown: {
        name,
        language,
        ...(header?.text ? { header: fillText(header.text, 'header', values) } : {}),
        ...(footer ? { footer } : {}),
        ...(buttons.length > 0 ? { buttons: buttons.map((button) => button.text) } : {}),
      },
    },
  };
}
