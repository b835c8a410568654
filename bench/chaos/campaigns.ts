// Workers and Redis are killed in the middle of campaigns, and the gateway judges what was really sent. Beside it the naive control runs
// under the same kills and must fail.
import { Redis } from 'ioredis';
import { judge, type Verdict } from '../lib/judge';
import { runNaive } from '../lib/naive';
import { pause, seeded } from '../lib/random';
import { addContacts, launch, until, type World } from '../lib/world';
import type { Report } from './report';

const workers = 2;

/** @param settings.seeds runs with different kills */
export async function campaignChaos(
  world: World,
  report: Report,
  { seeds, recipients }: { seeds: number; recipients: number },
): Promise<void> {
  await addContacts(world, recipients);
  for (let seed = 1; seed <= seeds; seed += 1) {
    const verdict = await runSeed(world, seed);
    report(
      `workers killed, Redis flushed, seed ${seed}`,
      faultsOf(verdict, recipients),
      `${verdict.kills} kills, ${JSON.stringify(verdict.states)}, ${verdict.acceptedUncertain} of the uncertain were accepted, ${verdict.duplicates} duplicates`,
    );
  }
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

async function runSeed(world: World, seed: number): Promise<Verdict & { kills: number }> {
  const random = seeded(seed);
  const { accepted } = await world.sandbox.readState();
  // Slow enough that several kills fall into the campaign.
  await world.sandbox.setFaults({ latencyMs: 40, latencyJitterMs: 80, seed });
  const running = Array.from({ length: workers }, () => world.spawn('worker'));
  const campaignId = await launch(world, `Chaos ${seed}`);
  let kills = 0;
  let done = false;
  let flushed = false;
  const faults = (async () => {
    const redis = new Redis(world.env.REDIS_URL ?? '', { maxRetriesPerRequest: null });
    while (!done) {
      await pause(700 + random() * 1300);
      const at = Math.floor(random() * workers);
      const victim = running[at];
      if (done || !victim) break;
      await world.kill(victim);
      kills += 1;
      running[at] = world.spawn('worker');
      if (kills === 2 && !flushed) {
        flushed = true;
        await redis.flushall();
      }
    }
    redis.disconnect();
  })();
  try {
    await until(
      'the campaign is completed',
      async () => (await world.api<{ status: string }>('GET', `/api/campaigns/${campaignId}`)).status === 'completed',
      600_000,
      250,
    );
  } finally {
    done = true;
    await faults;
    await webhooksApplied(world);
    await Promise.all(running.map((worker) => world.kill(worker, 'SIGTERM')));
  }
  return { ...(await judge(world, campaignId, accepted)), kills };
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

function faultsOf(verdict: Verdict & { kills: number }, recipients: number): string[] {
  return [
    verdict.recipients === recipients ? '' : `${verdict.recipients} of ${recipients} recipients written`,
    verdict.duplicates === 0 ? '' : `${verdict.duplicates} duplicates`,
    verdict.unsettled === 0 ? '' : `${verdict.unsettled} lost (in no final state)`,
    verdict.contradictions === 0 ? '' : `${verdict.contradictions} states contradict the gateway`,
    verdict.kills >= 2 ? '' : `only ${verdict.kills} kills: the run proves little`,
    ...verdict.ledger,
    ...verdict.counters,
  ].filter(Boolean);
}
