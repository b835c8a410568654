// Webhooks in any order, many of them twice, while the API is killed every two seconds: each acknowledged one is applied exactly once.
import { inParallel, openProvider } from '../lib/provider';
import { pause, seeded, shuffled } from '../lib/random';
import { until, type World } from '../lib/world';
import type { Report } from './report';

const customers = 500;
const replayed = 0.3;
const atOnce = 48;
const killEveryMs = 2000;
const levels = ['SERVER_ACK', 'DELIVERY_ACK', 'READ'] as const;
const states = ['sent', 'delivered', 'read'] as const;

interface Plan {
  webhooks: object[];
  /** Messages from customers, by provider id. */
  inbound: Set<string>;
  /** Messages typed on the phone, and the state each must end in. */
  typed: Map<string, (typeof states)[number]>;
}

/** Half of the webhooks are customers' messages, the rest what was typed on the phone with its statuses up to a level of its own. */
function planWebhooks(count: number, random: () => number): Plan {
  const plan: Plan = { webhooks: [], inbound: new Set(), typed: new Map() };
  const startedAt = Math.floor(Date.now() / 1000) - count;
  for (let n = 0; plan.webhooks.length < count; n += 1) {
    const remoteJid = `97252${String(Math.floor(random() * customers)).padStart(7, '0')}@s.whatsapp.net`;
    const id = `CHAOS${n}`;
    const fromMe = random() < 0.25;
    plan.webhooks.push({
      event: 'messages.upsert',
      data: {
        key: { remoteJid, fromMe, id },
        pushName: 'Chaos',
        messageType: 'conversation',
        message: { conversation: `message ${n}` },
        messageTimestamp: startedAt + n,
      },
    });
    if (!fromMe) {
      plan.inbound.add(id);
      continue;
    }
    const level = Math.floor(random() * levels.length);
    plan.typed.set(id, states[level] ?? 'sent');
    for (const status of levels.slice(0, level + 1))
      plan.webhooks.push({ event: 'messages.update', data: { keyId: id, remoteJid, fromMe: true, status } });
  }
  return plan;
}

export async function webhookChaos(world: World, report: Report, { webhooks }: { webhooks: number }): Promise<void> {
  const random = seeded(7);
  const provider = await openProvider(world, 'Chaos webhooks');
  const plan = planWebhooks(Math.round(webhooks / (1 + replayed)), random);
  const again = shuffled(plan.webhooks, random).slice(0, webhooks - plan.webhooks.length);
  const deliveries = shuffled([...plan.webhooks, ...again], random);
  const worker = world.spawn('worker');
  let kills = 0;
  let done = false;
  const faults = (async () => {
    while (!done) {
      await pause(killEveryMs);
      if (done) break;
      await world.restartApi();
      kills += 1;
    }
  })();
  await inParallel(deliveries, atOnce, provider.deliver);
  done = true;
  await faults;
  await applied(world, provider.connectionId);
  await world.kill(worker, 'SIGTERM');
  await provider.close();
  report(
    'webhooks replayed and shuffled, the API killed every 2 s',
    await judge(world, provider.connectionId, plan, kills),
    `${deliveries.length} deliveries of ${plan.webhooks.length} events, ${kills} kills, ${provider.repeats()} repeated because nothing was acknowledged`,
  );
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

async function judge(world: World, connectionId: string, plan: Plan, kills: number): Promise<string[]> {
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
    kills >= 2 ? '' : `only ${kills} kills: the run proves little`,
  ].filter(Boolean);
}
