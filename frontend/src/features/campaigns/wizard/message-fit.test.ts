// What does not fit is named while the message is written: the first thing, and what could be done.
import type { Connection, Template } from '@parley/contract';
import { emptyDraft } from './draft';
import { findMisfit, findStandIn } from './message-fit';
import { emptyWording } from './wording';

const gateway: Pick<Connection, 'id' | 'name' | 'channel'> = {
  id: 'line-1',
  name: 'Main line',
  channel: 'whatsapp_evolution',
};
const cloud: typeof gateway = { id: 'line-2', name: 'Front desk', channel: 'whatsapp_cloud' };
const lines = [gateway, cloud];
const provider = { templateId: 'meta-1', name: 'open_day', params: {} };
const approvedWords = { ...emptyWording(), messageKind: 'provider' as const, provider };
const template = (id: string, usable: boolean) => ({ id, name: id, approval: { usable } }) as unknown as Template;

test('approved words from a number of the gateway do not fit, and a number that fits is named', () => {
  const draft = { ...emptyDraft('x'), ...approvedWords, connectionId: gateway.id };
  expect(findMisfit(draft, lines, undefined, [])).toEqual({ kind: 'line', line: gateway, instead: cloud });
  expect(findMisfit(draft, [gateway], undefined, [])).toMatchObject({ kind: 'line', instead: undefined });
  expect(findMisfit({ ...draft, connectionId: cloud.id }, lines, undefined, [])).toBeNull();
});

test('so it is when only another variant has approved words', () => {
  const draft = {
    ...emptyDraft('x'),
    messageKind: 'text' as const,
    variants: [{ ...approvedWords, share: 50 }],
    connectionId: gateway.id,
  };
  expect(findMisfit(draft, lines, undefined, [])).toMatchObject({ kind: 'line' });
});

test('approved words of another account do not fit, once the number’s own are known', () => {
  const draft = { ...emptyDraft('x'), ...approvedWords, connectionId: cloud.id };
  expect(findMisfit(draft, lines, [{ id: 'meta-2' }], [])).toMatchObject({ kind: 'account', template: 'open_day' });
  expect(findMisfit(draft, lines, [{ id: 'meta-1' }], [])).toBeNull();
});

test('a template that may not be used is found in the variant that has it, whatever the number', () => {
  const draft = {
    ...emptyDraft('x'),
    templateId: 'good',
    variants: [{ ...emptyWording(), templateId: 'waiting', share: 50 }],
    connectionId: gateway.id,
  };
  const templates = [template('good', true), template('waiting', false)];
  expect(findMisfit(draft, lines, undefined, templates)).toMatchObject({ kind: 'template', variant: 1 });
  expect(findMisfit({ ...draft, messageKind: 'text', variants: [] }, lines, undefined, templates)).toBeNull();
});

test('until somebody chooses, a connected number stands in that may write to everybody', () => {
  const line = (id: string, channel: Connection['channel'], state: Connection['state'] = 'connected') => ({
    id,
    channel,
    state,
  });
  const [desk, main] = [line('desk', 'whatsapp_cloud'), line('main', 'whatsapp_evolution')];
  const gone = line('gone', 'whatsapp_evolution', 'disconnected');
  const own = [emptyWording()];
  const approved = [emptyWording(), approvedWords];
  expect(findStandIn([gone, desk, main], own)).toBe(main);
  expect(findStandIn([gone, main, desk], approved)).toBe(desk);
  expect(findStandIn([gone, desk], own)).toBe(desk);
  expect(findStandIn([gone], approved)).toBe(gone);
  expect(findStandIn([], own)).toBeUndefined();
});
