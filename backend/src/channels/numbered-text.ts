// Buttons and lists where the channel has none: the same choice as numbered lines. Pure.
import type { InteractiveContent } from '@parley/contract';

/** The text, then one numbered line per choice, then the footer. */
export function numberedText(text: string, { header, footer, buttons, list }: InteractiveContent): string {
  const choices = buttons?.map(({ title }) => title) ?? list?.rows.map(rowLine) ?? [];
  const lines = choices.map((choice, at) => `${at + 1}. ${choice}`).join('\n');
  return [header, text, lines, footer].filter(Boolean).join('\n\n');
}

function rowLine({ title, description }: { title: string; description?: string | undefined }): string {
  return description ? `${title} – ${description}` : title;
}
