// Campaigns under faults: workers, PostgreSQL and Redis are killed, the gateway misbehaves, and the gateway judges what was really sent. Beside them
// the naive control runs under the same kills and must fail.
import type { ChildProcess } from 'node:child_process';
import { Redis } from 'ioredis';
import { judge, type Verdict } from '../lib/judge';
import { runNaive } from '../lib/naive';
import { pause, seeded } from '../lib/random';
import { addContacts, launch, until, type World } from '../lib/world';
import type { Report } from './report';

const workers = 2;

/** What happens while the campaign runs. @returns what was done, for the report */
type Trouble = (running: ChildProcess[], isOver: () => boolean) => Promise<string>;

/** @param settings.seeds runs with different kills */
export async function campaignChaos(
  world: World,
  report: Report,
  { seeds, recipients }: { seeds: number; recipients: number },
): Promise<void> {
  await addContacts(world, recipients);
  // Slow enough that several kills fall into the campaign.
  const slow = { latencyMs: 40, latencyJitterMs: 80 };
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { verdict, facts } = await runUnder(world, `Workers ${seed}`, { ...slow, seed }, killWorkers(world, seed));
    report(`workers killed, Redis flushed, seed ${seed}`, faultsOf(verdict, recipients), tell(verdict, facts));
  }
  const stored = await runUnder(world, 'Storage', { ...slow, seed: 1 }, crashStorage(world));
  report(
    'PostgreSQL and Redis killed, Redis emptied',
    faultsOf(stored.verdict, recipients),
    tell(stored.verdict, stored.facts),
  );
  await gatewayChaos(world, report, recipients);
  await naiveChaos(world, report, recipients);
}

/** Answers that are lost, never come, or are refusals for now; statuses that come twice and in any order. */
async function gatewayChaos(world: World, report: Report, everybody: number): Promise<void> {
  // A gateway that asks to slow down is obeyed: at that speed fewer people take as long.
  const { rows } = await world.owner.query<{ id: string }>(
    'select id from contacts where tenant_id = $1 order by id limit $2',
    [world.tenantId, Math.min(1000, Math.ceil(everybody / 6))],
  );
  const chosen = rows.map(({ id }) => id);
  const recipients = chosen.length;
  await world.sandbox.setStatuses({
    ackDelayMs: [0, 300],
    deliveryDelayMs: [0, 500],
    readDelayMs: [0, 800],
    readRate: 0.5,
  });
  const { verdict, facts, fates } = await runUnder(
    world,
    'Gateway',
    {
      acceptThenResetRate: 0.05,
      hangRate: 0.005,
      hangMs: 30_000,
      status429Rate: 0.05,
      status500Rate: 0.05,
      duplicateStatusRate: 0.3,
      shuffleStatuses: true,
      seed: 1,
    },
    async () => '',
    chosen,
  );
  await world.sandbox.setStatuses({});
  report(
    'the gateway cuts answers off, hangs, refuses for now, repeats and shuffles statuses',
    [
      ...faultsOf(verdict, recipients),
      // What was cut off is proved by the gateway's echo. A request that hung, or broke inside the gateway, can be proved by nothing.
      verdict.acceptedUncertain === 0
        ? ''
        : `${verdict.acceptedUncertain} were accepted and echoed, and still count as uncertain`,
      verdict.uncertain <= fates.hang + fates.broken
        ? ''
        : `${verdict.uncertain} uncertain, more than the ${fates.hang} requests that hung and the ${fates.broken} that broke`,
      fates.reset > 0 && fates['too-many'] > 0 && fates.broken > 0
        ? ''
        : 'a fault was never thrown: the run proves little',
    ].filter(Boolean),
    tell(verdict, `${facts}${JSON.stringify(fates)}`),
  );
}

async function naiveChaos(world: World, report: Report, recipients: number): Promise<void> {
  await world.sandbox.setFaults({ latencyMs: 40, latencyJitterMs: 80, seed: 1 });
  const { rows } = await world.owner.query<{ instance_name: string }>(
    'select instance_name from connections where id = $1',
    [world.connectionId],
  );
  const naive = await runNaive(world, rows[0]?.instance_name ?? '', recipients, seeded(1));
  report(
    'the naive control fails under the same kills',
    naive.duplicates + naive.lost > 0 ? [] : ['it did not: the faults are too weak'],
    `${naive.duplicates} duplicates, ${naive.lost} lost`,
  );
}

async function runUnder(
  world: World,
  name: string,
  faults: Parameters<World['sandbox']['setFaults']>[0],
  trouble: Trouble,
  contactIds?: readonly string[],
) {
  const { accepted } = await world.sandbox.readState();
  await world.sandbox.setFaults(faults);
  const running = Array.from({ length: workers }, () => world.spawn('worker'));
  // Words of their own: the same words twice to the same person are not told apart by their echo.
  const campaignId = await launch(world, name, `Hello {first_name}, this is “${name}” for {{lead.name}}.`, contactIds);
  let over = false;
  const troubled = trouble(running, () => over);
  let facts = '';
  try {
    await until(
      `${name} is completed`,
      async () => {
        try {
          return (await world.api<{ status: string }>('GET', `/api/campaigns/${campaignId}`)).status === 'completed';
        } catch {
          // The API answers with an error while its database is away.
          return false;
        }
      },
      600_000,
      250,
    );
  } finally {
    over = true;
    facts = await troubled;
    await webhooksApplied(world);
    await Promise.all(running.map((worker) => world.kill(worker, 'SIGTERM')));
  }
  const { fates } = await world.sandbox.readState();
  return { verdict: await judge(world, campaignId, accepted), facts, fates };
}

function killWorkers(world: World, seed: number): Trouble {
  return async (running, isOver) => {
    const random = seeded(seed);
    const redis = new Redis(world.env.REDIS_URL ?? '', { maxRetriesPerRequest: null });
    let kills = 0;
    while (!isOver()) {
      await pause(700 + random() * 1300);
      const at = Math.floor(random() * workers);
      const victim = running[at];
      if (isOver() || !victim) break;
      await world.kill(victim);
      kills += 1;
      running[at] = world.spawn('worker');
      if (kills === 2) await redis.flushall();
    }
    redis.disconnect();
    if (kills < 2) throw new Error(`only ${kills} kills: the run proves little`);
    return `${kills} kills`;
  };
}

/** PostgreSQL dies once and Redis once and for good: what it held is gone too. */
function crashStorage(world: World): Trouble {
  return async (_running, isOver) => {
    await pause(2500);
    const early = isOver();
    await world.crash('postgres');
    await pause(1500);
    await world.crash('redis');
    const redis = new Redis(world.env.REDIS_URL ?? '', { maxRetriesPerRequest: null });
    await redis.flushall();
    redis.disconnect();
    if (early) throw new Error('the campaign was over before PostgreSQL was killed: the run proves little');
    return 'each killed once';
  };
}

/** Everything the gateway had to tell is told and applied: late echoes settle what a dead worker left uncertain. */
async function webhooksApplied(world: World): Promise<void> {
  await until(
    'every webhook is applied',
    async () => {
      const { planned, webhooks } = await world.sandbox.readState();
      const { rows } = await world.owner.query<{ open: number }>(
        'select count(*)::int as open from webhook_events where applied_at is null',
      );
      return planned === 0 && webhooks.underWay === 0 && rows[0]?.open === 0;
    },
    120_000,
    250,
  );
}

function tell({ states, acceptedUncertain, duplicates }: Verdict, facts: string): string {
  return `${facts ? `${facts}, ` : ''}${JSON.stringify(states)}, ${acceptedUncertain} of the uncertain were accepted, ${duplicates} duplicates`;
}

function faultsOf(verdict: Verdict, recipients: number): string[] {
  return [
    verdict.recipients === recipients ? '' : `${verdict.recipients} of ${recipients} recipients written`,
    verdict.duplicates === 0 ? '' : `${verdict.duplicates} duplicates`,
    verdict.unsettled === 0 ? '' : `${verdict.unsettled} lost (in no final state)`,
    verdict.contradictions === 0 ? '' : `${verdict.contradictions} states contradict the gateway`,
    ...verdict.ledger,
    ...verdict.counters,
  ].filter(Boolean);
}
