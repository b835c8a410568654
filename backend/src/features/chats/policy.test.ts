// Who sees a chat and who hears of it must be the same people.
import { roles } from '@parley/contract';
import fc from 'fast-check';
import { actorWith } from '../../../test/live-client';
import { newId } from '../../platform/ids';
import { hearingOf } from '../../platform/realtime/audience';
import { abilitiesFor, audienceOf, mayBeGiven, maySeeChat, windowCloses } from './policy';

const people = Array.from({ length: 3 }, () => newId());
const role = fc.constantFrom(...roles);
const person = fc.constantFrom(null, ...people);

test('exactly those who may see a chat hear of it', () => {
  fc.assert(
    fc.property(fc.tuple(role, role, role), person, person, (rolesOf, ownerId, assigneeId) => {
      const roleOf = (userId: string | null) => (userId === null ? null : rolesOf[people.indexOf(userId)]!);
      const chat = { ownerId, assigneeId, ownerRole: roleOf(ownerId), assigneeRole: roleOf(assigneeId) };
      const mayHear = hearingOf(audienceOf(chat));
      for (const userId of people) {
        const actor = actorWith(roleOf(userId)!, newId(), userId);
        expect(mayHear(actor)).toBe(maySeeChat(actor, chat));
      }
    }),
  );
});

test('whoever a chat is given to can see it', () => {
  fc.assert(
    fc.property(role, person, fc.constantFrom(...people), (of, ownerId, userId) => {
      const given = mayBeGiven({ userId, role: of }, { ownerId });
      expect(given).toBe(maySeeChat(actorWith(of, newId(), userId), { ownerId, assigneeId: userId }));
    }),
  );
});

test.each([
  ['owner', false, true],
  ['agent', false, true],
  ['owner', true, false],
] as const)('a %s may write in a chat whose number was removed=%s: %s', (of, removed, send) => {
  expect(abilitiesFor(actorWith(of, newId()), removed)).toMatchObject({ send, assign: true });
});

test('only those with chats.delete may remove a chat', () => {
  expect(abilitiesFor(actorWith('owner', newId()), false).remove).toBe(true);
  expect(abilitiesFor(actorWith('agent', newId()), false).remove).toBe(false);
});

test('only channels with a window have an end of it, a day after the customer’s last message', () => {
  const at = new Date('2026-01-01T00:00:00Z');
  const strict = { humanAgent: false };
  expect(windowCloses('whatsapp_evolution', at, at, strict)).toBeNull();
  expect(windowCloses('whatsapp_cloud', at, at, strict)).toEqual(new Date('2026-01-02T00:00:00Z'));
  expect(windowCloses('messenger', at, at, strict)).toEqual(new Date('2026-01-02T00:00:00Z'));
  expect(windowCloses('instagram', null, at, strict)).toEqual(at);
});

test('people may answer for a week where Meta granted it, and never longer on WhatsApp', () => {
  const at = new Date('2026-01-01T00:00:00Z');
  const granted = { humanAgent: true };
  expect(windowCloses('messenger', at, at, granted)).toEqual(new Date('2026-01-08T00:00:00Z'));
  expect(windowCloses('instagram', at, at, granted)).toEqual(new Date('2026-01-08T00:00:00Z'));
  expect(windowCloses('whatsapp_cloud', at, at, granted)).toEqual(new Date('2026-01-02T00:00:00Z'));
  expect(windowCloses('whatsapp_evolution', at, at, granted)).toBeNull();
});
