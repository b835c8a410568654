// Who is told of a message, and how loudly; and what the tab says.
import { type ArrivalFacts, judgeArrival, newsForMs, type Watcher } from './notify-policy';
import { withUnread } from './tab-mark';

const nowMs = Date.UTC(2026, 8, 3, 12);
const arrival: ArrivalFacts = { direction: 'in', kind: 'text', atMs: nowMs - 500, assigneeId: null, chatId: 'a' };
const away: Watcher = { userId: 'me', openChatId: 'a', focused: false, nowMs };
const here: Watcher = { ...away, focused: true };
const silent = { notice: false, sound: false };

test('whoever looks elsewhere gets a notice and a sound', () => {
  expect(judgeArrival(arrival, away)).toEqual({ notice: true, sound: true });
});

test('the chat that is being looked at is quiet; another one only sounds', () => {
  expect(judgeArrival(arrival, here)).toEqual(silent);
  expect(judgeArrival({ ...arrival, chatId: 'b' }, here)).toEqual({ notice: false, sound: true });
});

test('nobody is told of their own words, reactions, other people’s chats or old news', () => {
  expect(judgeArrival({ ...arrival, direction: 'out' }, away)).toEqual(silent);
  expect(judgeArrival({ ...arrival, kind: 'reaction' }, away)).toEqual(silent);
  expect(judgeArrival({ ...arrival, assigneeId: 'dana' }, away)).toEqual(silent);
  expect(judgeArrival({ ...arrival, atMs: nowMs - newsForMs - 1 }, away)).toEqual(silent);
});

test('the number stands once before a page’s name, and goes when all is read', () => {
  expect(withUnread('Inbox · Parley', 3)).toBe('(3) Inbox · Parley');
  expect(withUnread('(3) Inbox · Parley', 120)).toBe('(99+) Inbox · Parley');
  expect(withUnread('(99+) Inbox · Parley', 0)).toBe('Inbox · Parley');
});
