// The lines that are connected by token: WhatsApp Cloud API, Messenger and Instagram, with a conversation on each. They exist only in the
// sandbox, where somebody can answer from a phone; a real Meta app is left alone.
import {
  type ConnectionCredentials,
  createConnection,
  createNote,
  listChats,
  listConnections,
  listMessages,
  reactToMessage,
  sendMessage,
  syncProviderTemplates,
} from '@parley/contract';
import type { Parts } from '../../platform/parts';
import type { Client } from './client';
import { metaSandbox, type SandboxControl } from './sandbox-control';
import type { Team } from './team';

interface Line {
  channel: 'whatsapp_cloud' | 'messenger' | 'instagram';
  name: string;
  credentials: ConnectionCredentials;
  /** What Meta knows of it: the control call and its body. */
  asset: [action: string, body: object];
  /** The id that messages to it name. */
  to: string;
  talk: Talk[];
}

interface Talk {
  from: string;
  name: string;
  minutesAgo: number;
  inbound: object[];
  /** What the agent answers to the last of them. */
  answer?: string;
  /** What the agent notes for the team. */
  note?: string;
  /** What the agent gives the first message. */
  reaction?: string;
}

const wabaId = '102200000000001';

/** What may be sent when the window is closed. */
const templates = [
  {
    name: 'appointment_reminder',
    language: 'en',
    category: 'UTILITY',
    components: [
      {
        type: 'BODY',
        text: 'Hi {{1}}, see you on {{2}}. Answer here if you need another time.',
        example: { body_text: [['Gali', 'Sunday at 10:00']] },
      },
      { type: 'FOOTER', text: 'Northbank Coaching' },
    ],
  },
  {
    name: 'order_ready',
    language: 'he',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'שלום {{1}}, החומרים מהמפגש מחכים לך כאן.', example: { body_text: [['גלי']] } }],
  },
] as const;

const cloudToken = 'EAAB-demo-whatsapp-token';
const pageToken = 'EAAB-demo-page-token';
const instagramToken = 'IGAA-demo-instagram-token';

/** The one with the richest conversation last: what was answered last stands on top of the list. */
const lines: Line[] = [
  {
    channel: 'messenger',
    name: 'Northbank on Facebook',
    to: '110000000000001',
    credentials: { pageId: '110000000000001', pageAccessToken: pageToken },
    asset: ['page', { pageId: '110000000000001', token: pageToken, name: 'Northbank Coaching' }],
    talk: [
      {
        from: '24000000000000001',
        name: 'Lior Ben-David',
        minutesAgo: 34,
        inbound: [{ text: 'Do you have a group for beginners?' }],
        answer: 'We do, it starts on the first Monday of the month. Shall I save you a place?',
      },
    ],
  },
  {
    channel: 'instagram',
    name: 'Northbank on Instagram',
    to: '178400000000001',
    credentials: { igUserId: '178400000000001', accessToken: instagramToken },
    asset: [
      'instagram',
      {
        igId: '178400000000001',
        token: instagramToken,
        username: 'northbank.coaching',
        name: 'Northbank Coaching',
        pageId: '110000000000001',
      },
    ],
    talk: [
      {
        from: '17800000000000001',
        name: 'Yael Mor',
        minutesAgo: 55,
        inbound: [{ text: 'Loved your story about pricing 🙌' }, { text: 'Could you help me with mine?' }],
      },
    ],
  },
  {
    channel: 'whatsapp_cloud',
    name: 'Front desk',
    to: '106500000000001',
    credentials: { phoneNumberId: '106500000000001', wabaId: '102200000000001', accessToken: cloudToken },
    asset: [
      'number',
      {
        pnid: '106500000000001',
        wabaId: '102200000000001',
        token: cloudToken,
        displayPhone: '+972 50-000-0002',
        name: 'Northbank Coaching',
      },
    ],
    talk: [
      {
        from: '972507220001',
        name: 'Gali Sela',
        minutesAgo: 7,
        inbound: [
          { text: 'Hi! I am on my way, is this the right entrance?' },
          { kind: 'image', text: 'The green door' },
          { kind: 'audio' },
        ],
        answer: 'Yes, the green door, second floor. See you soon!',
        note: 'First visit. She brings the price list we talked about.',
        reaction: '❤️',
      },
      {
        from: '972507220002',
        name: 'Erez Dayan',
        minutesAgo: 31,
        inbound: [{ kind: 'audio' }, { kind: 'location', text: 'Our new shop' }],
      },
    ],
  },
];

/** How long the messages may take to arrive. */
const patienceMs = 20_000;

export async function seedPages(client: Client, parts: Parts, team: Team): Promise<void> {
  const sandbox = await metaSandbox(parts.config);
  if (!sandbox) return;
  const { token } = team.admin;
  const there = new Set((await client.list(listConnections, { token })).map(({ name }) => name));
  for (const line of lines) {
    // The sandbox may have forgotten what the database knows.
    await sandbox.post(`graph/${line.asset[0]}`, line.asset[1]);
    if (there.has(line.name)) continue;
    const { channel, name, credentials } = line;
    const { id } = await client.call(createConnection, { token, body: { channel, name, credentials } });
    if (channel === 'whatsapp_cloud') {
      for (const template of templates) await sandbox.post('graph/template', { wabaId, ...template });
      await client.call(syncProviderTemplates, { token, body: { connectionId: id } });
    }
    for (const talk of line.talk) await converse(client, sandbox, team, line, id, talk);
  }
}

async function converse(
  client: Client,
  sandbox: SandboxControl,
  team: Team,
  { to }: Line,
  connectionId: string,
  { from, name, minutesAgo, inbound, answer, note, reaction }: Talk,
): Promise<void> {
  for (const [at, message] of inbound.entries()) {
    const sentAt = Date.now() - (minutesAgo + inbound.length - at) * 60_000;
    await sandbox.post('graph/inbound', { to, from, name, at: sentAt, ...message });
  }
  if (!answer) return;
  const { token } = team.agent;
  const end = Date.now() + patienceMs;
  while (Date.now() < end) {
    const chats = await client.list(listChats, { token: team.admin.token, query: { connectionId, limit: 20 } });
    const chat = chats.find((one) => one.contactName === name || one.contactPhone === `+${from}`);
    if (chat) {
      if (note) await client.call(createNote, { token, body: { chatId: chat.id, text: note } });
      await client.call(sendMessage, { token, body: { chatId: chat.id, text: answer } });
      const first = (await client.list(listMessages, { token, params: { chatId: chat.id }, query: {} })).at(-1);
      if (reaction && first?.abilities.react) {
        await client.call(reactToMessage, { token, params: { id: first.id }, body: { emoji: reaction } });
      }
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
