// The wizard's plain parts: pasted people, the tenant's clock, and what a draft may send.
import { campaignInput } from '@parley/contract';
import { draftOf, emptyDraft, findMissing, firstIncomplete, keepsAudience, toInput } from './draft';
import { parseRecipients } from './parse-recipients';
import { toInstant, toLocal } from './zoned-time';

const connectionId = '0192a000-0000-7000-8000-000000000001';
const zone = 'Asia/Jerusalem';
const now = Date.UTC(2026, 8, 3, 6, 0);

test('people are read from pasted lines in either order and with any separator', () => {
  const { recipients } = parseRecipients(
    '+972 50 000 0117, Ilana\nRhys\t+1 555 013 1000\n"0500000188";"אסף"\n+447700900123 Ann Lee',
  );
  expect(recipients).toEqual([
    { phone: '+972 50 000 0117', name: 'Ilana' },
    { phone: '+1 555 013 1000', name: 'Rhys' },
    { phone: '0500000188', name: 'אסף' },
    { phone: '+447700900123', name: 'Ann Lee' },
  ]);
});

test('a pasted number that comes again is counted once, and a line without a number is named', () => {
  const read = parseRecipients('+972500000117\n\n+972 50-000-0117, again\nphone,name\n12345');
  expect(read.recipients).toHaveLength(1);
  expect(read.repeated).toBe(1);
  expect(read.unreadable.map((one) => one.line)).toEqual([4, 5]);
});

test('a scheduled time is the tenant’s clock, in summer and in winter', () => {
  expect(toInstant('2026-09-03T09:30', zone)).toBe('2026-09-03T06:30:00.000Z');
  expect(toInstant('2026-12-03T09:30', zone)).toBe('2026-12-03T07:30:00.000Z');
  expect(toInstant('2026-12-03T09:30', 'America/New_York')).toBe('2026-12-03T14:30:00.000Z');
  expect(toLocal('2026-12-03T14:30:00.000Z', 'America/New_York')).toBe('2026-12-03T09:30');
  expect(toInstant('tomorrow', zone)).toBeNull();
});

test('a finished draft is what the contract accepts', () => {
  const draft = { ...emptyDraft('Autumn'), connectionId, messageKind: 'text' as const, text: ' Hi {name} ' };
  const input = toInput(
    { ...draft, when: 'later', at: '2026-09-04T10:00', pacing: { minDelayMs: 2000, maxDelayMs: 5000 } },
    zone,
  );
  expect(campaignInput.parse(input)).toMatchObject({
    message: { text: 'Hi {name}' },
    sendAt: '2026-09-04T07:00:00.000Z',
  });
  expect(firstIncomplete(draft, zone, now)).toBeNull();
});

test('nobody chosen means no campaign, never a campaign to everybody', () => {
  const draft = { ...emptyDraft('Autumn'), connectionId, messageKind: 'text' as const, text: 'Hi' };
  expect(toInput({ ...draft, audience: 'selected' }, zone)).toBeNull();
  expect(toInput({ ...draft, audience: 'inline', pasted: 'no number here' }, zone)).toBeNull();
  expect(findMissing({ ...draft, audience: 'selected' }, 'audience', zone, now)).toEqual({ audience: 'selected' });
});

test('a time that has passed is refused', () => {
  const draft = { ...emptyDraft('Autumn'), connectionId, when: 'later' as const, at: '2026-09-03T08:00' };
  expect(findMissing(draft, 'pace', zone, now)).toEqual({ at: 'past' });
});

test('people chosen in a saved draft stay until others are chosen', () => {
  const saved = draftOf(
    {
      id: connectionId,
      name: 'Autumn',
      status: 'draft',
      connectionId,
      message: {
        text: 'Hi',
        templateId: null,
        templateName: null,
        body: 'Hi',
        provider: null,
        assets: [],
        variants: [],
      },
      audience: { type: 'selected', size: 12 },
      pacing: null,
      sendAt: null,
    } as never,
    zone,
  );
  expect(keepsAudience(saved)).toBe(true);
  expect(keepsAudience({ ...saved, people: [{ id: connectionId, name: 'Ilana', phone: null }] })).toBe(false);
  expect(keepsAudience({ ...saved, audience: 'all' })).toBe(false);
});

test('quiet hours and the safety stop are suggested, can be left off, and are refused where they mean nothing', () => {
  const draft = { ...emptyDraft('Spring'), connectionId: 'c', messageKind: 'text' as const, text: 'Hi' };
  expect(toInput(draft, 'UTC')).toMatchObject({
    quietHours: { start: '21:00', end: '08:00' },
    autoPause: { failurePercent: 20, minSample: 50 },
  });
  const off = { ...draft, quiet: { ...draft.quiet, on: false }, stopPercent: null };
  expect(toInput(off, 'UTC')).toMatchObject({ quietHours: null, autoPause: null });
  const wrong = { ...draft, quiet: { on: true, start: '08:00', end: '08:00' }, stopPercent: '0' };
  expect(findMissing(wrong, 'pace', 'UTC', 0)).toEqual({ quiet: 'quiet', stopPercent: 'stopPercent' });
});

test('an hour that a change of clocks skips becomes the one after it, and one that comes twice is the first', () => {
  // Israel 2026: 27 March 02:00 → 03:00, 25 October 02:00 → 01:00.
  const at = (local: string) =>
    toInput(
      { ...emptyDraft('Spring'), connectionId: 'c', messageKind: 'text', text: 'Hi', when: 'later', at: local },
      'Asia/Jerusalem',
    )?.sendAt;
  expect(at('2026-03-27T02:30')).toBe('2026-03-27T00:30:00.000Z');
  expect(at('2026-03-27T03:30')).toBe('2026-03-27T00:30:00.000Z');
  expect(['2026-10-24T22:30:00.000Z', '2026-10-24T23:30:00.000Z']).toContain(at('2026-10-25T01:30'));
  expect(at('2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z');
});
