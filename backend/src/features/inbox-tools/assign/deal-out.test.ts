// Dealing out waiting chats: who gets which, for every team and every queue.
import { type Role, roles } from '@parley/contract';
import fc from 'fast-check';
import { mayBeGiven } from '../../chats';
import { dealOut, type Taker } from './deal-out';

const taker = (userId: string, values: Partial<Taker> = {}): Taker => ({
  userId,
  role: 'agent',
  open: 0,
  lastAssignedAt: null,
  ...values,
});
const chats = (...owners: (string | null)[]) => owners.map((ownerId, at) => ({ id: `c${at}`, ownerId }));
const whom = (...args: Parameters<typeof dealOut>) => dealOut(...args).map(({ userId }) => userId);

test('the fewest open chats first; among equals whoever waits longest for one, those who never had one first', () => {
  const team = [
    taker('a', { open: 1, lastAssignedAt: 1 }),
    taker('b', { lastAssignedAt: 5 }),
    taker('c', { lastAssignedAt: 3 }),
    taker('d'),
  ];
  expect(whom(chats(null, null, null, null, null), team, 9)).toEqual(['d', 'c', 'b', 'a', 'd']);
});

test('a coach’s contact goes to the coach while they have room, and a coach gets nobody else’s', () => {
  const team = [taker('coach', { role: 'coach', open: 1 }), taker('agent')];
  expect(whom(chats('coach', null, 'coach'), team, 2)).toEqual(['coach', 'agent', 'agent']);
  expect(dealOut(chats(null, 'somebody'), [taker('coach', { role: 'coach' })], 5)).toEqual([]);
});

const anyTeam = fc.uniqueArray(
  fc.record({
    userId: fc.integer({ min: 0, max: 9 }).map((n) => `u${n}`),
    role: fc.constantFrom<Role>(...roles),
    open: fc.integer({ min: 0, max: 6 }),
    lastAssignedAt: fc.option(fc.integer({ min: 0, max: 1000 })),
  }),
  { selector: ({ userId }) => userId, maxLength: 8 },
);
const anyQueue = fc
  .array(fc.option(fc.integer({ min: 0, max: 9 }).map((n) => `u${n}`)), { maxLength: 40 })
  .map((owners) => chats(...owners));
const anyLimit = fc.integer({ min: 1, max: 6 });

test('nobody goes above the limit, every chat is given at most once and only to who may have it, the oldest first', () => {
  fc.assert(
    fc.property(anyQueue, anyTeam, anyLimit, (queue, team, limit) => {
      const given = dealOut(queue, team, limit);
      const order = given.map(({ chatId }) => queue.findIndex((chat) => chat.id === chatId));
      expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
      for (const member of team) {
        const mine = given.filter(({ userId }) => userId === member.userId);
        if (mine.length > 0) expect(member.open + mine.length).toBeLessThanOrEqual(limit);
        for (const { chatId } of mine) expect(mayBeGiven(member, queue.find((chat) => chat.id === chatId)!)).toBe(true);
      }
      // A chat is left only when, with everything given, nobody who may have it has room.
      const openAfter = (member: Taker) => member.open + given.filter(({ userId }) => userId === member.userId).length;
      for (const chat of queue.filter(({ id }) => !given.some(({ chatId }) => chatId === id)))
        for (const member of team.filter((one) => mayBeGiven(one, chat)))
          expect(openAfter(member)).toBeGreaterThanOrEqual(limit);
    }),
  );
});

test('chats of nobody’s contacts are spread evenly: two equal members never differ by more than one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 8 }), (count, people) => {
      const team = Array.from({ length: people }, (_, at) => taker(`u${at}`));
      const given = dealOut(chats(...Array.from({ length: count }, () => null)), team, 500);
      const loads = team.map(({ userId }) => given.filter((one) => one.userId === userId).length);
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
    }),
  );
});
