// Live clients that lose their sockets again and again while messages arrive: nobody misses a frame, sees one twice, or sees them out of order.
import { WebSocket } from 'ws';
import { inParallel, openProvider } from '../lib/provider';
import { pause, seeded } from '../lib/random';
import { until, type World } from '../lib/world';
import type { Report } from './report';

const senders = 16;
const openAtOnce = 50;

/** One browser: it resumes from the last frame it has seen. */
class Client {
  last: number | undefined;
  private first: number | undefined;
  private seen = 0;
  drops = 0;
  readonly faults: string[] = [];
  private ws: WebSocket | undefined;

  constructor(private readonly world: World) {}

  async connect(): Promise<void> {
    const { ticket } = await this.world.api<{ ticket: string }>('POST', '/api/ws-ticket');
    const since = this.last === undefined ? '' : `&since=${this.last}`;
    const ws = new WebSocket(`${this.world.url.replace('http', 'ws')}/ws?ticket=${ticket}${since}`);
    this.ws = ws;
    ws.on('message', (data) => this.hear(JSON.parse(data.toString())));
    await new Promise<void>((resolve, reject) => {
      ws.once('open', resolve);
      ws.once('error', reject);
    });
  }

  /** The connection is cut without a goodbye, and taken up again. */
  async drop(): Promise<void> {
    this.drops += 1;
    this.ws?.removeAllListeners('message');
    this.ws?.on('error', () => undefined);
    this.ws?.terminate();
    await this.connect();
  }

  close(): void {
    this.ws?.terminate();
  }

  private hear(frame: { seq: number; type: string; data: { seq?: number } }): void {
    if (frame.type === 'hello') {
      this.last ??= frame.data.seq ?? frame.seq;
      this.first ??= this.last;
      return;
    }
    if (frame.type === 'resync') this.faults.push('was told to start over');
    else if (this.last !== undefined && frame.seq !== this.last + 1)
      this.faults.push(`heard ${frame.seq} after ${this.last}`);
    else this.seen += 1;
    this.last = frame.seq;
  }

  /** Every frame between the greeting and the end was counted once. */
  isWhole(): boolean {
    return this.first !== undefined && this.last !== undefined && this.seen === this.last - this.first;
  }
}

export async function socketChaos(
  world: World,
  report: Report,
  { sockets, messages }: { sockets: number; messages: number },
): Promise<void> {
  const random = seeded(11);
  const provider = await openProvider(world, 'Chaos sockets');
  const worker = world.spawn('worker');
  const clients = Array.from({ length: sockets }, () => new Client(world));
  await inParallel(clients, openAtOnce, (client) => client.connect());
  await until('everybody is greeted', async () => clients.every((client) => client.last !== undefined));
  let done = false;
  const drops = (async () => {
    while (!done) {
      const unlucky = clients.filter(() => random() < 0.1);
      await inParallel(unlucky, openAtOnce, (client) => client.drop());
      await pause(200);
    }
  })();
  // A fast machine is through with the messages before enough sockets were dropped: then there are more of them.
  let sent = 0;
  const dropped = () => clients.reduce((sum, client) => sum + client.drops, 0);
  while (sent < messages || dropped() < sockets) {
    const webhooks = Array.from({ length: senders }, (_, n) => inbound(sent + n));
    await inParallel(webhooks, senders, provider.deliver);
    sent += senders;
  }
  const count = async () =>
    (
      await world.owner.query<{ count: number }>('select count(*)::int from messages where connection_id = $1', [
        provider.connectionId,
      ])
    ).rows[0]?.count;
  await until('every message is applied', async () => (await count()) === sent, 120_000);
  done = true;
  await drops;
  await until(
    'everybody has heard the newest frame',
    async () => new Set(clients.map((client) => client.last)).size === 1,
    60_000,
  ).catch(() => undefined);
  await world.kill(worker, 'SIGTERM');
  for (const client of clients) client.close();
  await provider.close();
  const faulty = clients.filter((client) => client.faults.length > 0 || !client.isWhole());
  report(
    `${sockets} sockets dropped under load`,
    [
      ...faulty.slice(0, 5).map((client) => client.faults[0] ?? 'missed frames'),
      new Set(clients.map((client) => client.last)).size === 1 ? '' : 'not everybody heard the newest frame',
    ].filter(Boolean),
    `${sent} messages, ${dropped()} drops, last frame ${clients[0]?.last}`,
  );
}

function inbound(n: number): object {
  const remoteJid = `97253${String(n % 100).padStart(7, '0')}@s.whatsapp.net`;
  return {
    event: 'messages.upsert',
    data: {
      key: { remoteJid, fromMe: false, id: `SOCKET${n}` },
      pushName: 'Live',
      messageType: 'conversation',
      message: { conversation: `live ${n}` },
      messageTimestamp: Math.floor(Date.now() / 1000),
    },
  };
}
