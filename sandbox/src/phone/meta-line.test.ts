import { ANN, IG, type Meta, PAGE, PAGE_TOKEN, PNID, startMeta } from '../../test/meta';
import { SAMPLES } from '../samples';

let meta: Meta;
beforeAll(async () => {
  meta = await startMeta();
});
afterAll(() => meta.stop());
beforeEach(async () => {
  await meta.reset();
  await meta.control.setStatuses({ ackDelayMs: 0, deliveryDelayMs: 0, readRate: 0 });
});

// biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests assert
const phone = async (path: string, body?: object): Promise<any> => {
  const response = await fetch(`${meta.url}/_phone/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: body && { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
};
const write = (name: string, body: object) => phone(`instances/${name}/write`, body);
const thread = async (name: string, chat: string) => (await phone(`instances/${name}/chats/${chat}`)).body;

describe('phones of Meta’s customers', () => {
  it('are listed by channel beside the phones behind a QR code', async () => {
    await meta.control.reset();
    await meta.reset();
    const { body } = await phone('instances');
    expect(body.map(({ name, channel }: { name: string; channel: string }) => [name, channel])).toEqual([
      [PNID, 'whatsapp'],
      [PAGE, 'messenger'],
      [IG, 'instagram'],
    ]);
  });

  it('write text, files, places and reactions, each as its webhook', async () => {
    const { body } = await write(PNID, { from: ANN, name: 'Ann', text: 'hello' });
    const file = { base64: SAMPLES.image.bytes.toString('base64'), mimeType: 'image/jpeg', fileName: 'door.jpg' };
    await write(PNID, { from: ANN, file });
    await write(PNID, { from: ANN, isVoiceSample: true });
    await write(PNID, { from: ANN, place: { latitude: 1.5, longitude: 2.5 } });
    await write(PNID, { from: ANN, reaction: { messageId: body.id, emoji: '👍' } });
    const messages = await meta.until(meta.messages, 5);
    expect(messages.map(({ type }) => type)).toEqual(['text', 'image', 'audio', 'location', 'reaction']);
    const shown = await thread(PNID, ANN);
    expect(shown).toHaveLength(4);
    expect(shown[0].reactions).toEqual(['👍']);
    expect(shown[3].place).toEqual({ latitude: 1.5, longitude: 2.5 });
    const picture = await fetch(meta.url + shown[1].files[0].url);
    expect(picture.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await picture.arrayBuffer()).equals(SAMPLES.image.bytes)).toBe(true);
  });

  it('show buttons, and answer with the one that is tapped', async () => {
    await meta.open();
    const buttons = [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }];
    const interactive = { type: 'button', body: { text: 'Keep your slot?' }, action: { buttons } };
    const { body } = await meta.send({ type: 'interactive', interactive });
    const id = body.messages[0].id;
    const [choice] = (await thread(PNID, ANN))[1].choices;
    expect(choice).toEqual({ kind: 'button_reply', id: 'yes', title: 'Yes' });
    await write(PNID, { from: ANN, choice: { ...choice, messageId: id } });
    expect((await meta.until(meta.messages, 2))[1]).toMatchObject({
      context: { from: '15550009999', id },
      interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } },
    });
  });

  it('see that the business reads and types, and tell that they have read', async () => {
    const { messageId } = await meta.open();
    await meta.send({ status: 'read', message_id: messageId, typing_indicator: { type: 'text' } });
    const [chat] = (await phone(`instances/${PNID}/chats`)).body;
    expect(chat).toMatchObject({ isTyping: true, name: 'Ann', last: { status: 'READ' } });
    await meta.send({ type: 'text', text: { body: 'Hi' } });
    expect((await phone(`instances/${PNID}/chats`)).body[0].isTyping).toBe(false);
    await meta.until(meta.statuses, 2);
    await phone(`instances/${PNID}/open/${ANN}`, {});
    expect((await meta.until(meta.statuses, 3))[2].status).toBe('read');
  });

  it('serve nothing that could run, and take one thing at a time', async () => {
    const file = { base64: Buffer.from('<script>').toString('base64'), mimeType: 'text/html', fileName: 'x.html' };
    await write(PNID, { from: ANN, file });
    const [shown] = await thread(PNID, ANN);
    const answer = await fetch(meta.url + shown.files[0].url);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    expect((await write(PNID, { from: ANN, text: 'a', isVoiceSample: true })).status).toBe(400);
    expect((await write(PNID, { from: 'nobody', text: 'a' })).status).toBe(400);
    expect((await phone(`instances/${PNID}/scan`, {})).status).toBe(409);
  });

  it('tap quick replies on Messenger', async () => {
    const from = '24000000000001';
    await write(PAGE, { from, name: 'Ann', text: 'hello' });
    const quick = [{ content_type: 'text', title: 'Small', payload: 'S' }];
    const message = { text: 'Size?', quick_replies: quick };
    await meta.ask(
      'POST',
      `${PAGE}/messages`,
      { recipient: { id: from }, messaging_type: 'RESPONSE', message },
      PAGE_TOKEN,
    );
    const [, asked] = await thread(PAGE, from);
    await write(PAGE, { from, choice: { ...asked.choices[0], messageId: asked.id } });
    // Receipts of the question come at their own pace.
    const [answer] = await meta.until(() => meta.items().filter(({ message: sent }) => sent?.quick_reply));
    expect(answer.message).toMatchObject({ text: 'Small', quick_reply: { payload: 'S' } });
  });
});
