// The form of a Meta template: how it begins, and how it reads with its examples.
import {
  type ProviderTemplate,
  type ProviderTemplateInput,
  providerVariables,
  type Template,
  type TemplateParameter,
  toProviderText,
} from '@parley/contract';

/** Languages that are offered; Meta's names for them ("Supported languages"). */
export const metaLanguages = ['en', 'en_US', 'he', 'es', 'pt_BR', 'ar', 'fr', 'de', 'ru', 'it'] as const;

/** A new template, perhaps from one of ours. */
export function newForm(
  connectionId: string,
  language: string,
  from: Template | undefined,
  parameters: readonly TemplateParameter[],
): ProviderTemplateInput {
  const body = from ? toProviderText(from.content.body) : '';
  return {
    connectionId,
    name: from ? nameFrom(from.name) : '',
    language,
    category: 'MARKETING',
    header: null,
    headerMedia: null,
    body,
    footer: null,
    buttons: [],
    examples: withExamples({}, body, parameters),
  };
}

/** `Welcome after the call` → `welcome_after_the_call`; empty when nothing of it can stay. */
export function nameFrom(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60);
}

export function formOf(template: ProviderTemplate, connectionId: string): ProviderTemplateInput | null {
  return template.form && { ...template.form, connectionId, name: template.name, language: template.language };
}

/** Adds the catalogue's example for each variable of a text that has none yet. */
export function withExamples(
  examples: Readonly<Record<string, string>>,
  text: string,
  parameters: readonly TemplateParameter[],
): Record<string, string> {
  const fresh = providerVariables(text).filter((key) => !(key in examples));
  return {
    ...examples,
    ...Object.fromEntries(fresh.map((key) => [key, parameters.find((one) => one.key === key)?.example ?? ''])),
  };
}

/** Every variable of the form, each once, in the order it is read. */
export function variablesOf({ header, body, buttons }: ProviderTemplateInput): string[] {
  const urls = buttons.map((button) => (button.type === 'URL' ? button.url : ''));
  return [...new Set([header ?? '', body, ...urls].flatMap(providerVariables))];
}

/** A text with its examples in place, as a recipient would read it. */
export function withValues(text: string, examples: Readonly<Record<string, string>>): string {
  return text.replace(
    /\{\{\s*([\p{L}_\d][\p{L}\d_.]*)\s*\}\}/gu,
    (whole, key: string) => examples[key]?.trim() || whole,
  );
}
