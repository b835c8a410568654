// Whether a message that just came in is worth a sound or a notice. Pure.

export interface ArrivalFacts {
  direction: 'in' | 'out';
  kind: string;
  /** Milliseconds since 1970. */
  atMs: number;
  /** Whose chat it is; null: nobody's yet. */
  assigneeId: string | null;
  chatId: string;
}

export interface Watcher {
  userId: string;
  /** The chat on screen, if one is. */
  openChatId: string | null;
  /** The window has the focus: its user sees what is on screen. */
  focused: boolean;
  nowMs: number;
}

/** After a pause of the connection the feed repeats what was missed; what is older than this is no news (ms). */
export const newsForMs = 60_000;

/**
 * Told: messages of customers, in one's own chats and in nobody's. Not told: a chat that is being looked at, reactions, old news. Somebody who
 * works elsewhere in the app hears the sound; the notice is for those who look at something else.
 */
export function judgeArrival(arrival: ArrivalFacts, watcher: Watcher): { notice: boolean; sound: boolean } {
  const silent = { notice: false, sound: false };
  if (arrival.direction !== 'in' || arrival.kind === 'reaction') return silent;
  if (watcher.nowMs - arrival.atMs > newsForMs) return silent;
  if (arrival.assigneeId !== null && arrival.assigneeId !== watcher.userId) return silent;
  if (watcher.focused && watcher.openChatId === arrival.chatId) return silent;
  return { notice: !watcher.focused, sound: true };
}
