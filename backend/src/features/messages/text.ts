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
 * Providers give whole seconds, our own messages have milliseconds. A message stands at the end of its second, so that it never stands above
 * what it answers; what we answer within the same second is put after it when it is queued, and what the linked phone answered by itself stands
 * after it too. The provider's time decides, so that webhooks in any order make one thread; only among messages of one second, the order in
 * which they were told does. A provider's clock that runs ahead is believed.
 */
export function placeInThread(at: Date, fromMe: boolean): Date {
  return at.getMilliseconds() === 0 ? new Date(at.getTime() + (fromMe ? 999 : 998)) : at;
}
