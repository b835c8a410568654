// A dozen conversations of the last days, in both languages: some wait for an answer, some are unread, some are done.
import { ensureChats, touchChats } from '../../features/chats';
import type { TenantTx } from '../../platform/db/database';
import { newId } from '../../platform/ids';
import type { Parts } from '../../platform/parts';
import { phoneOf } from './people';
import type { Team } from './team';

interface Conversation {
  /** Which of the demo's people. */
  person: number;
  /** How long ago the last message came, in minutes. */
  minutesAgo: number;
  /** How many of the last messages nobody has read. */
  unread?: number;
  assigned?: true;
  closed?: true;
  /** Theirs start with `<`, ours with `>`. */
  lines: string[];
}

const conversations: Conversation[] = [
  {
    person: 1,
    minutesAgo: 4,
    unread: 2,
    lines: [
      '> Hi Adam, thanks for coming to the workshop yesterday!',
      '< It was great, thank you. The part about prices gave me a lot to think about',
      '> Glad to hear it. What would you change first?',
      '< Probably the starter package. It takes me two days and I charge for one',
      '> Then that is where we begin. Send me the package as it stands, and I will mark what I would leave out.',
      '< Will do tonight',
      '> Take your time. Thursday at 10:00 to go through it?',
      '< Thursday works',
      '< Do you also work with online shops?',
      '< Mine sells ceramics',
    ],
  },
  {
    person: 0,
    minutesAgo: 11,
    unread: 1,
    lines: ['< היי, אפשר לקבל פרטים על הליווי?', '> בטח נועה, שלחתי לך עכשיו. מתי נוח לדבר?', '< מחר אחרי 16:00?'],
  },
  {
    person: 5,
    minutesAgo: 26,
    assigned: true,
    lines: [
      '< Hello, I booked a call for Sunday but cannot find the link',
      '> Hi Jonah, here it is again: it opens five minutes before.',
      '< Found it, thanks!',
    ],
  },
  {
    person: 4,
    minutesAgo: 48,
    unread: 1,
    lines: [
      '> היי תמר, רציתי לשמוע איך התקדם השבוע',
      '< התקדם מצוין, סגרתי שני לקוחות חדשים',
      '> איזה יופי!',
      '< מתי הפגישה הבאה?',
    ],
  },
  {
    person: 9,
    minutesAgo: 75,
    assigned: true,
    lines: ['< Is the price for one person or for both of us?', '> For both of you, as long as it is one business.'],
  },
  {
    person: 8,
    minutesAgo: 130,
    lines: [
      '< שלום, הגעתי דרך האינסטגרם',
      '> שמחים שכתבת! במה נוכל לעזור?',
      '< אני פותחת סטודיו ליוגה ומחפשת הכוונה',
      '> נשמע נהדר. אשלח לך שאלון קצר ונדבר.',
    ],
  },
  {
    person: 13,
    minutesAgo: 240,
    unread: 3,
    lines: ['< Hi', '< I filled in the form on the website', '< When can we start?'],
  },
  { person: 12, minutesAgo: 380, lines: ['> תזכורת: ניפגש מחר ב-10:00', '< מגיעה!'] },
  {
    person: 17,
    minutesAgo: 900,
    closed: true,
    lines: ['< Could you send the invoice to my accountant?', '> Sent. Have a good weekend!', '< You too'],
  },
  {
    person: 16,
    minutesAgo: 1500,
    assigned: true,
    lines: ['< אפשר לדחות את השיחה לשבוע הבא?', '> כמובן. יום שני ב-11:00?', '< מעולה'],
  },
  {
    person: 21,
    minutesAgo: 2700,
    lines: [
      '> Hi Nathan, how did the first two weeks with the new prices go?',
      '< Better than I feared. Nobody left.',
      '> That is what usually happens. Proud of you!',
    ],
  },
  { person: 20, minutesAgo: 4200, closed: true, lines: ['< תודה רבה על הכול!', '> בהצלחה, תמיד כאן בשבילך'] },
];

/** Between two messages of a conversation, in minutes. */
const gapMinutes = 3;

interface Contact {
  id: string;
  phone: string;
}

export async function seedConversations(parts: Parts, team: Team, connectionId: string): Promise<void> {
  await parts.db.withTenant(team.tenantId, async (tx) => {
    const written = await tx.one('select 1 from messages where tenant_id = $1 and campaign_id is null limit 1', [
      tx.tenantId,
    ]);
    if (written) return;
    const contacts = await tx.query<Contact>('select id, phone from contacts where tenant_id = $1', [tx.tenantId]);
    const byPhone = new Map(contacts.map((contact) => [contact.phone, contact.id]));
    for (const conversation of conversations) {
      const contactId = byPhone.get(phoneOf(conversation.person));
      if (contactId) await writeConversation(tx, team, { contactId, connectionId }, conversation);
    }
  });
}

async function writeConversation(
  tx: TenantTx,
  team: Team,
  pair: { contactId: string; connectionId: string },
  { minutesAgo, unread = 0, assigned, closed, lines }: Conversation,
): Promise<void> {
  const [chatId] = (await ensureChats(tx, [pair])).values();
  if (!chatId) return;
  const messages = lines.map((line, at) => ({
    id: newId(),
    direction: line.startsWith('<') ? ('in' as const) : ('out' as const),
    text: line.slice(2),
    at: new Date(Date.now() - (minutesAgo + (lines.length - 1 - at) * gapMinutes) * 60_000),
  }));
  const column = <T>(read: (message: (typeof messages)[number]) => T) => messages.map(read);
  await tx.query(
    `insert into messages (tenant_id, id, connection_id, contact_id, chat_id, direction, source, text, state, sender_id, at, created_at, sent_at, delivered_at, read_at)
     select $1, m.id, $2, $3, $4, m.direction, case m.direction when 'in' then 'contact' else 'inbox' end, m.text,
       case m.direction when 'in' then 'received' else 'read' end, case m.direction when 'out' then $9::uuid end, m.at, m.at,
       case m.direction when 'out' then m.at end, case m.direction when 'out' then m.at end, case m.direction when 'out' then m.at end
     from unnest($5::uuid[], $6::text[], $7::text[], $8::timestamptz[]) as m (id, direction, text, at)`,
    [
      tx.tenantId,
      pair.connectionId,
      pair.contactId,
      chatId,
      column((message) => message.id),
      column((message) => message.direction),
      column((message) => message.text),
      column((message) => message.at),
      team.agent.userId,
    ],
  );
  await touchChats(
    tx,
    messages.map((message, at) => ({
      chatId,
      messageId: message.id,
      at: message.at,
      preview: message.text,
      direction: message.direction,
      state: message.direction === 'in' ? ('received' as const) : ('read' as const),
      kind: 'text',
      unread: at >= messages.length - unread ? 1 : 0,
      inbound: message.direction === 'in',
    })),
  );
  await tx.query(`update chats set assignee_id = $3, status = $4 where tenant_id = $1 and id = $2`, [
    tx.tenantId,
    chatId,
    assigned ? team.agent.userId : null,
    closed ? 'closed' : 'open',
  ]);
  await tx.query('update contacts set first_messaged_at = $3, last_message_at = $4 where tenant_id = $1 and id = $2', [
    tx.tenantId,
    pair.contactId,
    messages[0]?.at,
    messages.at(-1)?.at,
  ]);
}
