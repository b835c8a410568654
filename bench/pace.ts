// Pace and fairness as they are seen from outside: a line's limit by the clock of the gateway, and small tenants beside a large one.
import { median, type Row } from './lib/measure';
import { addContacts, launch, type Pacing, setPacing, type Tenant, until, type World } from './lib/world';

/** Limits with so many recipients that each is filled several times, or twice where that takes minutes. */
const limits = [
  { unit: 'second', spanMs: 1_000, most: 20, recipients: 400 },
  { unit: 'minute', spanMs: 60_000, most: 600, recipients: 1_200 },
] as const;
const smallTenants = 20;
const smallRecipients = 100;
const smallPerSecond = 10;
const largeRecipients = 40_000;

export async function benchPace(world: World): Promise<Row[]> {
  await world.sandbox.setStatuses({ enabled: false });
  const worker = world.spawn('worker');
  try {
    const rows: Row[] = [];
    for (const limit of limits) rows.push(...(await benchLimit(world, limit)));
    return [...rows, ...(await benchFairness(world))];
  } finally {
    await world.kill(worker, 'SIGTERM');
  }
}

/** One line at its limit: what arrived in each span, wherever that span begins. */
async function benchLimit(world: World, { unit, spanMs, most, recipients }: (typeof limits)[number]): Promise<Row[]> {
  const pacing = unit === 'second' ? { perSecond: most } : { perMinute: most };
  const tenant = await addSender(world, `by-${unit}@test.localhost`, recipients, pacing);
  await untilCompleted(world, await launch(tenant, 'Paced'));
  const times = (await listArrivals(world, tenant)).sort((a, b) => a - b);
  const highest = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + spanMs).length));
  // How long after a message the one arrived that the limit lets through a whole span later.
  const periods = times.slice(most).map((at, index) => at - (times[index] ?? at));
  const period = periods.reduce((sum, one) => sum + one, 0) / periods.length;
  return [
    {
      work: `A line limited to ${most} messages a ${unit}, by the gateway's clock: most in any ${unit}, against the limit`,
      result: `${highest} of ${most}`,
      ratio: highest / most,
      goal: 1,
      lower: true,
    },
    {
      work: 'The same: share of the limit that was used',
      result: `${most} in ${(period / 1000).toFixed(2)} s`,
      ratio: spanMs / period,
      goal: 0.97,
    },
  ];
}

/** Small campaigns alone, one after another, then all at once beside a large one that has begun. */
async function benchFairness(world: World): Promise<Row[]> {
  const small: Tenant[] = [];
  for (let n = 0; n < smallTenants; n += 1)
    small.push(await addSender(world, `small-${n}@test.localhost`, smallRecipients, { perSecond: smallPerSecond }));
  const large = await addSender(world, 'large@test.localhost', largeRecipients, {});

  // Three of them: the same machine, and nothing else to do.
  const solo: number[] = [];
  for (const tenant of small.slice(0, 3)) solo.push(await runSeconds(world, tenant, 'Alone'));
  const soloSeconds = median(solo);
  console.log(`  alone: ${solo.map((seconds) => seconds.toFixed(1)).join(', ')} s`);

  const largeId = await launch(large, 'Large');
  await until('the large campaign sends', async () => (await countSent(world, largeId)) > 500);
  const before = await countSent(world, largeId);
  const startedAt = performance.now();
  const beside = await Promise.all(small.map((tenant) => runSeconds(world, tenant, 'Beside')));
  const spanSeconds = (performance.now() - startedAt) / 1000;
  const largeRate = ((await countSent(world, largeId)) - before) / spanSeconds;
  const worst = Math.max(...beside);
  console.log(
    `  beside: median ${median(beside).toFixed(1)} s, worst ${worst.toFixed(1)} s; the large one ${Math.round(largeRate)}/s`,
  );
  if ((await statusOf(world, largeId)) !== 'running') throw new Error('The large campaign ended too early to compare');
  await large.api('POST', `/api/campaigns/${largeId}/cancel`);
  return [
    {
      work: `${smallTenants} small campaigns (${smallRecipients} recipients at ${smallPerSecond}/s) beside a large one at ${Math.round(largeRate).toLocaleString('en')}/s: the slowest against alone`,
      result: `${worst.toFixed(1)} s against ${soloSeconds.toFixed(1)} s`,
      ratio: worst / soloSeconds,
      goal: 1.5,
      lower: true,
    },
  ];
}

async function addSender(world: World, email: string, people: number, pacing: Pacing): Promise<Tenant> {
  const tenant = await world.addTenant(email);
  await addContacts({ owner: world.owner, tenantId: tenant.tenantId }, people);
  await setPacing(tenant, pacing);
  return tenant;
}

async function runSeconds(world: World, tenant: Tenant, name: string): Promise<number> {
  const startedAt = performance.now();
  await untilCompleted(world, await launch(tenant, name));
  return (performance.now() - startedAt) / 1000;
}

/** When each message reached the gateway (ms). */
async function listArrivals(world: World, { connectionId }: Tenant): Promise<number[]> {
  const { rows } = await world.owner.query<{ instance_name: string }>(
    'select instance_name from connections where id = $1',
    [connectionId],
  );
  const instance = rows[0]?.instance_name ?? '';
  const times: number[] = [];
  for (let after = 0; ; ) {
    const page = await world.sandbox.listReceived({ instance, after, limit: 1000 });
    times.push(...page.map(({ at }) => Date.parse(at)));
    const last = page.at(-1);
    if (!last) return times;
    after = last.seq;
  }
}

async function statusOf(world: World, id: string): Promise<string> {
  const { rows } = await world.owner.query<{ status: string }>('select status from campaigns where id = $1', [id]);
  return rows[0]?.status ?? '';
}

async function countSent(world: World, id: string): Promise<number> {
  const { rows } = await world.owner.query<{ sent: number }>('select sent_count as sent from campaigns where id = $1', [
    id,
  ]);
  return rows[0]?.sent ?? 0;
}

async function untilCompleted(world: World, id: string): Promise<void> {
  await until(`campaign ${id} is completed`, async () => (await statusOf(world, id)) === 'completed', 300_000, 50);
}
