// The slash of ready answers: where one is being asked for, and which answers fit.
import type { CannedReply } from '@parley/contract';

/** The part of the text that asks for a ready answer: `start` is the slash, `end` the caret. */
export interface CannedAsk {
  start: number;
  end: number;
  query: string;
}

/** Null unless the line of the caret begins with a slash and holds nothing but one word after it. */
export function findAsk(text: string, caret: number): CannedAsk | null {
  const start = text.lastIndexOf('\n', caret - 1) + 1;
  const line = text.slice(start, caret);
  if (!/^\/[\p{L}\p{N}_-]*$/u.test(line)) return null;
  return { start, end: caret, query: line.slice(1) };
}

/** Answers whose shortcut begins with what is typed come first, then those that hold it in shortcut or title. */
export function findReplies(replies: readonly CannedReply[], query: string, most = 8): CannedReply[] {
  const wanted = query.toLocaleLowerCase();
  const begins = (reply: CannedReply) => reply.shortcut.toLocaleLowerCase().startsWith(wanted);
  const holds = ({ shortcut, title }: CannedReply) => `${shortcut} ${title}`.toLocaleLowerCase().includes(wanted);
  const found = replies.filter(holds);
  return [...found.filter(begins), ...found.filter((reply) => !begins(reply))].slice(0, most);
}

/** Puts an answer in the place of what asked for it. */
export function insertReply(text: string, { start, end }: CannedAsk, answer: string): { text: string; caret: number } {
  return { text: text.slice(0, start) + answer + text.slice(end), caret: start + answer.length };
}

/** Names by which the field tells of the list and of the chosen answer, while it keeps the keyboard itself. */
export const cannedListId = 'canned-replies';
export const cannedOptionId = (id: string) => `canned-${id}`;
