// What the door keeps of a webhook: one key per happening, no secrets, nothing the database cannot hold.
import fc from 'fast-check';
import { toStoredForm } from './intake';

const key = { remoteJid: '15550001111@s.whatsapp.net', fromMe: false, id: '3A5B' };
const keyOf = (event: string, data: unknown, dateTime = '2026-11-20T16:01:08.134Z') =>
  toStoredForm({ event, data, instance: 'shop-1', date_time: dateTime })?.dedupeKey;

test('copies of one webhook share a key whatever the clock says; different happenings do not', () => {
  expect(keyOf('messages.upsert', { key }, 'then')).toBe(keyOf('messages.upsert', { key }, 'now'));
  expect(keyOf('messages.update', { keyId: 'a', status: 'READ' })).toBe(
    keyOf('messages.update', { keyId: 'a', status: 'READ', messageId: 'x' }),
  );
  const keys = [
    keyOf('messages.upsert', { key }),
    keyOf('send.message', { key }),
    keyOf('messages.update', { keyId: '3A5B', status: 'READ' }),
    keyOf('messages.update', { keyId: '3A5B', status: 'DELIVERY_ACK' }),
    keyOf('messages.edited', { key, type: 'MESSAGE_EDIT', timestampMs: '1' }),
    keyOf('messages.edited', { key, type: 'MESSAGE_EDIT', timestampMs: '2' }),
    keyOf('messages.edited', { key, type: 'REVOKE' }),
    keyOf('messages.delete', { id: '3A5B', remoteJid: key.remoteJid }),
    keyOf('connection.update', { state: 'open' }),
    keyOf('connection.update', { state: 'close' }),
    keyOf('connection.update', { state: 'open' }, 'later'),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.every((one) => typeof one === 'string')).toBe(true);
});

test.each([
  ['contacts.update', [{ remoteJid: key.remoteJid }]],
  ['presence.update', { id: key.remoteJid }],
  ['messages.set', [{ key }]],
  ['something.new', { key }],
  ['messages.upsert', { key: { ...key, remoteJid: '1203@g.us' } }],
  ['messages.upsert', { key: { ...key, remoteJid: 'status@broadcast' } }],
  ['messages.update', { keyId: 'a', status: 'READ', remoteJid: '99@newsletter' }],
  ['messages.upsert', { key: {} }],
  ['messages.upsert', null],
])('%s %j concerns nobody here', (event, data) => {
  expect(keyOf(event, data)).toBeUndefined();
});

test('the instance’s key is not kept', () => {
  const stored = toStoredForm({ event: 'messages.upsert', apikey: 'tok-7Qd2', data: { key } });
  expect(JSON.stringify(stored)).not.toContain('tok-7Qd2');
});

test('what is kept has no character that PostgreSQL refuses, and is otherwise untouched', () => {
  const unit = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\0', '\ud83d', '\ude00', '😀', '\\u0000', 'שלום'),
  );
  fc.assert(
    fc.property(fc.array(unit), (parts) => {
      const conversation = parts.join('');
      const kept = toStoredForm({ event: 'messages.upsert', data: { key, message: { conversation } } });
      expect(kept).toMatchObject({ payload: { data: { message: { conversation: wellFormed(conversation) } } } });
    }),
  );
});

/** What UTF-8 can carry of a text: halves of surrogate pairs become the replacement character. */
function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8').replaceAll('\0', '\ufffd');
}
