// An approved template with its blanks filled, as a message on its way.
import type { ProviderTemplate } from '@parley/contract';
import { type BlankValues, fillText } from '../../../lib/template-blanks';
import type { OutgoingTemplate } from '../outgoing';

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
