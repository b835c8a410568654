// Webhooks of two channels in any order, many of them twice, while the API is killed every two seconds: each acknowledged one is applied
// exactly once.
import { inParallel, openCloudProvider, openProvider } from '../lib/provider';
import { pause, seeded, shuffled } from '../lib/random';
import { until, type World } from '../lib/world';
import type { Report } from './report';

const customers = 500;
const replayed = 0.3;
const atOnce = 48;
const killEveryMs = 2000;
/** Events that Meta puts into one post, at most. */
const eventsPerPost = 4;
const states = ['sent', 'delivered', 'read'] as const;
type State = (typeof states)[number];

/** How a provider tells of something. */
interface Dialect {
  message(told: { id: string; customer: string; fromMe: boolean; text: string; at: number }): object;
  status(told: { id: string; customer: string; state: State; at: number }): object;
}

const evolution: Dialect = {
  message: ({ id, customer, fromMe, text, at }) => ({
    event: 'messages.upsert',
    data: {
      key: { remoteJid: `${customer}@s.whatsapp.net`, fromMe, id },
      pushName: 'Chaos',
      messageType: 'conversation',
      message: { conversation: text },
      messageTimestamp: at,
    },
  }),
  status: ({ id, customer, state }) => ({
    event: 'messages.update',
    data: {
      keyId: id,
      remoteJid: `${customer}@s.whatsapp.net`,
      fromMe: true,
      status: { sent: 'SERVER_ACK', delivered: 'DELIVERY_ACK', read: 'READ' }[state],
    },
  }),
};

/** One change of a post; several of them travel together. */
const cloud = (phoneNumberId: string): Dialect => {
  const metadata = { display_phone_number: '15550009999', phone_number_id: phoneNumberId };
  const change = (field: string, value: object) => ({
    field,
    value: { messaging_product: 'whatsapp', metadata, ...value },
  });
  return {
    message({ id, customer, fromMe, text, at }) {
      const message = { id, timestamp: String(at), type: 'text', text: { body: text } };
      return fromMe
        ? change('smb_message_echoes', { message_echoes: [{ ...message, from: '15550009999', to: customer }] })
        : change('messages', {
            contacts: [{ profile: { name: 'Chaos' }, wa_id: customer }],
            messages: [{ ...message, from: customer }],
          });
    },
    status: ({ id, customer, state, at }) =>
      change('messages', { statuses: [{ id, status: state, timestamp: String(at), recipient_id: customer }] }),
  };
};

interface Plan {
  webhooks: object[];
  /** Messages from customers, by provider id. */
  inbound: Set<string>;
  /** Messages typed on the phone, and the state each must end in. */
  typed: Map<string, State>;
}

/** Three of four are customers' messages, the rest was typed on the phone and has statuses up to a level of its own. */
function planWebhooks(count: number, dialect: Dialect, prefix: string, random: () => number): Plan {
  const plan: Plan = { webhooks: [], inbound: new Set(), typed: new Map() };
  const startedAt = Math.floor(Date.now() / 1000) - count;
  for (let n = 0; plan.webhooks.length < count; n += 1) {
    const customer = `${prefix}${String(Math.floor(random() * customers)).padStart(7, '0')}`;
    const id = `CHAOS${prefix}${n}`;
    const fromMe = random() < 0.25;
    const at = startedAt + n;
    plan.webhooks.push(dialect.message({ id, customer, fromMe, text: `message ${n}`, at }));
    if (!fromMe) {
      plan.inbound.add(id);
      continue;
    }
    const level = Math.floor(random() * states.length);
    plan.typed.set(id, states[level] ?? 'sent');
    for (const state of states.slice(0, level + 1)) plan.webhooks.push(dialect.status({ id, customer, state, at }));
  }
  return plan;
}

export async function webhookChaos(world: World, report: Report, { webhooks }: { webhooks: number }): Promise<void> {
  const random = seeded(7);
  const phone = await openProvider(world, 'Chaos webhooks');
  const number = await openCloudProvider(world, 'Chaos webhooks of Meta');
  const each = Math.round(webhooks / (1 + replayed) / 2);
  const lines = [
    { provider: phone, plan: planWebhooks(each, evolution, '97252', random) },
    { provider: number, plan: planWebhooks(each, cloud(number.phoneNumberId), '97256', random) },
  ];
  const [typedOnPhone = [], ofMeta = []] = lines.map(({ plan }) => {
    const again = shuffled(plan.webhooks, random).slice(0, Math.round(plan.webhooks.length * replayed));
    return shuffled([...plan.webhooks, ...again], random);
  });
  const posts = shuffled(
    [
      ...typedOnPhone.map((webhook) => () => phone.deliver(webhook)),
      ...inPosts(ofMeta, number.phoneNumberId, random).map((post) => () => number.deliver(post)),
    ],
    random,
  );
  const worker = world.spawn('worker');
  let delivered = 0;
  let kills = 0;
  let done = false;
  const faults = (async () => {
    while (!done) {
      // A fast machine would be through before the second kill.
      const enough = delivered + posts.length / 4;
      for (let waitedMs = 0; waitedMs < killEveryMs && delivered < enough && !done; waitedMs += 20) await pause(20);
      if (done) break;
      await world.restartApi();
      kills += 1;
    }
  })();
  await inParallel(posts, atOnce, async (post) => {
    await post();
    delivered += 1;
  });
  done = true;
  await faults;
  for (const { provider } of lines) await applied(world, provider.connectionId);
  await world.kill(worker, 'SIGTERM');
  const faultsFound = [];
  for (const { provider, plan } of lines) {
    faultsFound.push(...(await judge(world, provider.connectionId, plan)));
    await provider.close();
  }
  const events = lines.reduce((sum, { plan }) => sum + plan.webhooks.length, 0);
  report(
    'webhooks of two channels replayed and shuffled, the API killed every 2 s',
    [...faultsFound, kills >= 2 ? '' : `only ${kills} kills: the run proves little`].filter(Boolean),
    `${typedOnPhone.length + ofMeta.length} webhooks of ${events} events in ${posts.length} posts, ${kills} kills, ${phone.repeats() + number.repeats()} posts repeated because nothing was acknowledged`,
  );
}

/** Meta's posts hold several entries, and these several changes. */
function inPosts(changes: readonly object[], accountId: string, random: () => number): object[] {
  const posts: object[] = [];
  for (let at = 0; at < changes.length; ) {
    const taken = changes.slice(at, at + 1 + Math.floor(random() * eventsPerPost));
    at += taken.length;
    const cut = Math.floor(random() * taken.length);
    const entry = [taken.slice(0, cut), taken.slice(cut)]
      .filter((some) => some.length > 0)
      .map((some) => ({ id: accountId, changes: some }));
    posts.push({ object: 'whatsapp_business_account', entry });
  }
  return posts;
}

/** Everything stored is applied or set aside, and no status waits for its message. */
async function applied(world: World, connectionId: string): Promise<void> {
  await until(
    'every webhook is applied',
    async () => {
      const { rows } = await world.owner.query<{ open: number }>(
        `select (select count(*) from webhook_events where connection_id = $1 and applied_at is null)::int
           + (select count(*) from early_statuses s where s.connection_id = $1 and exists (
               select from messages m where m.connection_id = $1 and m.provider_id = s.provider_id))::int as open`,
        [connectionId],
      );
      return rows[0]?.open === 0;
    },
    600_000,
    250,
  );
}

async function judge(world: World, connectionId: string, plan: Plan): Promise<string[]> {
  const ask = async <Row extends object>(sql: string) => (await world.owner.query<Row>(sql, [connectionId])).rows;
  const messages = await ask<{ provider_id: string; direction: string; state: string; text: string }>(
    'select provider_id, direction, state, text from messages where connection_id = $1',
  );
  const known = new Map(messages.map((message) => [message.provider_id, message]));
  const lost = [...plan.inbound, ...plan.typed.keys()].filter((id) => !known.has(id)).length;
  const wrong = [...plan.typed].filter(([id, state]) => known.get(id)?.state !== state).length;
  const [sums] = await ask<{ unread: number; set_aside: number; events: number }>(
    `select (select coalesce(sum(unread_count), 0) from chats where connection_id = $1)::int as unread,
       (select count(*) from webhook_events where connection_id = $1 and error is not null)::int as set_aside,
       (select count(*) from webhook_events where connection_id = $1)::int as events`,
  );
  const [newest] = await ask<{ wrong: number }>(
    `select count(*)::int as wrong from chats c where c.connection_id = $1
       and c.last_message_id <> (select m.id from messages m where m.tenant_id = c.tenant_id and m.chat_id = c.id order by m.at desc, m.id desc limit 1)`,
  );
  const [order] = await ask<{ wrong: number }>(
    `select count(*)::int as wrong from (
       select substring(text from 9)::int as n, lag(substring(text from 9)::int) over (partition by chat_id order by at, id) as before from messages where connection_id = $1
     ) t where t.before > t.n`,
  );
  return [
    lost === 0 ? '' : `${lost} acknowledged messages are missing`,
    messages.length === plan.inbound.size + plan.typed.size
      ? ''
      : `${messages.length} messages for ${plan.inbound.size + plan.typed.size}: some were applied twice`,
    wrong === 0 ? '' : `${wrong} statuses are not the furthest that was reported`,
    sums?.unread === plan.inbound.size ? '' : `${sums?.unread} unread for ${plan.inbound.size} messages`,
    sums?.events === plan.webhooks.length ? '' : `${sums?.events} events stored for ${plan.webhooks.length}`,
    sums?.set_aside === 0 ? '' : `${sums?.set_aside} events could not be applied`,
    newest?.wrong === 0 ? '' : `${newest?.wrong} chats show a message that is not their newest`,
    order?.wrong === 0 ? '' : `${order?.wrong} messages stand before an older one`,
  ].filter(Boolean);
}
