// Text as it can be stored, its preview, and its place in a thread. Pure.

/** Without the NUL characters that PostgreSQL cannot store. */
export function cleanText(text: string | null): string | null {
  return text === null ? null : text.replaceAll('\0', '');
}

/** The content as JSON that PostgreSQL can store: no NUL characters, no halves of surrogate pairs. */
export function cleanContent(content: Record<string, unknown>): string {
  return JSON.stringify(content, (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd') : value,
  );
}

/** What a list shows of a message: its text, or the caption of a file; empty when the kind alone says it. */
export function previewOf(text: string | null, content: Record<string, unknown>): string {
  const caption = typeof content.caption === 'string' ? content.caption : '';
  return cleanText(text?.trim() ? text : caption) ?? '';
}

/**
 * Providers give whole seconds, our own messages have milliseconds. A message stands at the end of its second, though not in the future, so
 * that an answer never stands above what it answers. The provider's seconds decide, never the order of arrival; within one second the earlier
 * arrival stands first, because nothing else is known. A provider's clock that runs ahead is believed, so that its messages keep their order.
 */
export function placeInThread(at: Date, now: Date): Date {
  if (at.getTime() >= now.getTime() || at.getMilliseconds() !== 0) return at;
  return new Date(Math.min(at.getTime() + 999, now.getTime()));
}
