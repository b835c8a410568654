// One post of Meta becomes one stored form per event, each for its own connection and under a key that only copies share.
import fc from 'fast-check';
import { splitMeta, splitWhatsApp } from './intake';

const metadata = { display_phone_number: '15550009999', phone_number_id: 'PNID_1' };
const change = (value: object, field = 'messages') => ({ field, value: { metadata, ...value } });
const whatsApp = (...changes: object[]) =>
  splitWhatsApp({ object: 'whatsapp_business_account', entry: [{ id: 'WABA_1', changes }] });
const item = (rest: object) => ({
  sender: { id: 'PSID_1' },
  recipient: { id: 'PAGE_1' },
  timestamp: 1_795_287_600_000,
  ...rest,
});
const page = (...messaging: object[]) => splitMeta({ object: 'page', entry: [{ id: 'PAGE_1', time: 1, messaging }] });
const keys = (forms: { dedupeKey: string }[]) => forms.map(({ dedupeKey }) => dedupeKey);

describe('WhatsApp', () => {
  test('several entries, changes, messages and statuses of one post are told apart, each for its number', () => {
    const text = (id: string, from: string) => ({
      id,
      from,
      timestamp: '1795287600',
      type: 'text',
      text: { body: id },
    });
    const forms = splitWhatsApp({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: 'WABA_1',
          changes: [
            change({
              contacts: [
                { profile: { name: 'Ann' }, wa_id: '1555' },
                { profile: { name: 'Bob' }, user_id: 'US.2' },
              ],
              messages: [text('w1', '1555'), { ...text('w2', ''), from_user_id: 'US.2' }],
            }),
            change({
              statuses: [
                { id: 'w0', status: 'sent' },
                { id: 'w0', status: 'read' },
              ],
            }),
          ],
        },
        {
          id: 'WABA_2',
          changes: [
            { field: 'messages', value: { metadata: { phone_number_id: 'PNID_2' }, messages: [text('w3', '1')] } },
          ],
        },
      ],
    });
    expect(keys(forms)).toEqual(['message:w1', 'message:w2', 'status:w0:sent', 'status:w0:read', 'message:w3']);
    expect(forms.map(({ route }) => route.externalId)).toEqual(['PNID_1', 'PNID_1', 'PNID_1', 'PNID_1', 'PNID_2']);
    expect(forms[0]?.payload).toMatchObject({
      item: 'message',
      contact: { profile: { name: 'Ann' } },
      accountId: 'WABA_1',
    });
    expect(forms[1]?.payload).toMatchObject({ contact: { profile: { name: 'Bob' } } });
  });

  test('a copy has the same key; another failure of the same message has another', () => {
    const failed = (code: number) => ({ id: 'w0', status: 'failed', errors: [{ code }] });
    expect(keys(whatsApp(change({ statuses: [failed(131026)] })))).toEqual(
      keys(whatsApp(change({ statuses: [failed(131026)] }))),
    );
    expect(new Set(keys(whatsApp(change({ statuses: [failed(131026), failed(131047)] })))).size).toBe(2);
  });

  test('news of the account goes to the account, opt-outs to their number when it is named', () => {
    const preference = { wa_id: '1555', value: 'stop', timestamp: 1 };
    const forms = splitWhatsApp({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: 'WABA_1',
          time: 7,
          changes: [
            { field: 'message_template_status_update', value: { event: 'APPROVED' } },
            change({ user_preferences: [preference] }, 'user_preferences'),
            { field: 'account_update', value: { event: 'ACCOUNT_DELETED' } },
            { field: 'something_new', value: {} },
          ],
        },
      ],
    });
    expect(forms.map(({ kind, route }) => [kind, route.channel, route.externalId])).toEqual([
      ['message_template_status_update', 'account', 'WABA_1'],
      ['preference', 'whatsapp_cloud', 'PNID_1'],
      ['account_update', 'account', 'WABA_1'],
    ]);
  });

  test('equal news at different times are two events', () => {
    const at = (time: number) =>
      keys(
        splitWhatsApp({
          object: 'whatsapp_business_account',
          entry: [{ id: 'W', time, changes: [{ field: 'message_template_quality_update', value: { a: 1 } }] }],
        }),
      );
    expect(at(1)).toEqual(at(1));
    expect(at(1)).not.toEqual(at(2));
  });

  test('what a person wrote on the phone app comes as an echo of the number', () => {
    const echo = { from: '15550009999', to: '1555', id: 'e1', type: 'text', text: { body: 'hi' } };
    expect(whatsApp(change({ message_echoes: [echo] }, 'smb_message_echoes'))).toMatchObject([
      { kind: 'echo', dedupeKey: 'echo:e1', payload: { item: 'echo', message: echo } },
    ]);
  });
});

describe('pages and Instagram', () => {
  test('each item is routed by its entry and known by its own key', () => {
    const forms = page(
      item({ message: { mid: 'm1', text: 'hi' } }),
      item({ message: { mid: 'm1', is_echo: true, text: 'hi' } }),
      item({ postback: { mid: 'm5', payload: 'START' } }),
      item({ postback: { payload: 'START' } }),
      item({ reaction: { mid: 'm4', action: 'react', emoji: '❤' } }),
      item({ reaction: { mid: 'm4', action: 'unreact' } }),
      item({ delivery: { watermark: 5 } }),
      item({ read: { watermark: 6 } }),
      item({ message_edit: { mid: 'm1', text: 'hi!', num_edit: 1 } }),
      item({ referral: { ref: 'promo' } }),
    );
    expect(forms.map(({ kind }) => kind)).toEqual([
      'message',
      'echo',
      'postback',
      'postback',
      'reaction',
      'reaction',
      'delivery',
      'read',
      'edit',
      'referral',
    ]);
    expect(new Set(keys(forms)).size).toBe(forms.length);
    expect(forms[0]).toMatchObject({ dedupeKey: 'message:m1', route: { channel: 'messenger', externalId: 'PAGE_1' } });
  });

  test('Instagram is routed as Instagram, also when items come as changes', () => {
    const message = {
      sender: { id: 'IGSID_1' },
      recipient: { id: 'IG_1' },
      timestamp: 1,
      message: { mid: 'a', text: 'x' },
    };
    const deleted = { ...message, message: { mid: 'a', is_deleted: true } };
    const forms = splitMeta({
      object: 'instagram',
      entry: [{ id: 'IG_1', messaging: [message, deleted], changes: [{ field: 'messages', value: message }] }],
    });
    expect(forms.map(({ dedupeKey, route }) => [dedupeKey, route.channel])).toEqual([
      ['message:a', 'instagram'],
      ['deletion:a', 'instagram'],
      ['message:a', 'instagram'],
    ]);
  });

  test('the dashboard’s tests and what nobody here needs are left out', () => {
    expect(
      page(
        item({ optin: {} }),
        item({ pass_thread_control: {} }),
        item({ sender: { id: '0' }, message: { mid: 'm' } }),
      ),
    ).toEqual([]);
    expect(
      splitMeta({ object: 'instagram', entry: [{ id: '0', messaging: [item({ message: { mid: 'm' } })] }] }),
    ).toEqual([]);
    expect(
      splitMeta({ object: 'constructor', entry: [{ id: '1', messaging: [item({ message: { mid: 'm' } })] }] }),
    ).toEqual([]);
    expect(page(item({ message: { mid: 'm1' } })).length).toBe(1);
  });
});

test('characters that the database refuses are replaced, and the key keeps within its length', () => {
  const [form] = page(item({ message: { mid: 'm'.repeat(600), text: 'a\0b\ud800' } }));
  expect(JSON.stringify(form?.payload)).toContain('a\ufffdb\ufffd');
  expect(form?.dedupeKey.length).toBeLessThanOrEqual(500);
});

test('no body whatsoever makes the door fail', () => {
  const id = fc.oneof(fc.string(), fc.integer(), fc.jsonValue());
  const body = fc.record({
    object: fc.constantFrom('page', 'instagram', 'whatsapp_business_account', '__proto__'),
    entry: fc.oneof(
      fc.jsonValue(),
      fc.array(
        fc.record(
          {
            id,
            messaging: fc.array(
              fc.record(
                {
                  sender: fc.record({ id }),
                  recipient: fc.record({ id }),
                  message: fc.jsonValue(),
                  read: fc.jsonValue(),
                  postback: fc.jsonValue(),
                  reaction: fc.jsonValue(),
                },
                { requiredKeys: [] },
              ),
            ),
            changes: fc.array(
              fc.record({
                field: fc.constantFrom('messages', 'user_preferences', 'account_update'),
                value: fc.jsonValue(),
              }),
            ),
          },
          { requiredKeys: [] },
        ),
      ),
    ),
  });
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), body), (any) => {
      for (const form of [...splitMeta(any), ...splitWhatsApp(any)])
        expect(form.dedupeKey.length).toBeLessThanOrEqual(500);
    }),
    { numRuns: 500 },
  );
});
