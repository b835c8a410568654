// Campaign, message and ledger under any order of what people, workers, the provider and the clock do to them: after every command every
// invariant of ./snapshot.ts holds, nothing is sent twice, and nobody who opted out is written to. MODEL_COMMANDS sets how many commands.
import fc from 'fast-check';
import { createTestApp, type TestApp } from '../app';
import { leftOf } from './snapshot';
import { createModelWorld, type Fate, people, repeatable, type World } from './world';

const commandsWanted = Number(process.env.MODEL_COMMANDS ?? 1500);
const perRun = 120;

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ CREDITS_ON_SIGNUP: '40' });
});
afterAll(() => app.close());

/** Only what the snapshot cannot tell. */
interface Model {
  campaigns: number;
}
type Step = fc.AsyncCommand<Model, World>;

function step(name: string, run: (world: World, model: Model) => Promise<ReadonlySet<string> | undefined>): Step {
  return {
    check: () => true,
    toString: () => name,
    async run(model, world) {
      const retried = await run(world, model);
      await world.check(retried);
    },
  };
}

const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Fate>('accepts') },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Fate>('accepts, answer lost', 'refuses', 'asks to wait', 'never answers', 'never tried'),
  },
);
const fates = fc.array(fate, { minLength: 1, maxLength: 8 });
const place = fc.nat(1000);
const campaignAt = (world: World, at: number) => world.campaigns[at % Math.max(1, world.campaigns.length)];

/** Which statuses of a campaign each verb is for; in any other it is refused and changes nothing. */
const timely = {
  pause: ['running', 'paused'],
  resume: ['paused', 'running'],
  cancel: ['scheduled', 'running', 'paused', 'cancelled'],
} as const;

const launch = fc
  .record({
    chosen: fc.uniqueArray(fc.nat(people - 1), { minLength: 1, maxLength: people }),
    files: fc.integer({ min: 0, max: 3 }),
    variants: fc.integer({ min: 0, max: 2 }),
    byCoach: fc.boolean(),
  })
  // Files belong to one wording; several are compared without.
  .map((drawn) => (drawn.variants > 0 ? { ...drawn, files: 0 } : drawn))
  .map(({ chosen, files, variants, byCoach }) =>
    step(
      `${byCoach ? 'coach' : 'owner'} launches to ${chosen.length}, ${files} files, ${variants} variants`,
      async (world, model) => {
        if (model.campaigns >= 6) return undefined;
        model.campaigns += 1;
        const by = byCoach ? world.coach : world.owner;
        const contactIds = chosen.map((at) => world.contactIds[at] ?? '');
        const id = await world.draft(by, contactIds, files, variants);
        const { optedOut, inReview } = world.now;
        const reached = contactIds.filter((contact) => !optedOut.has(contact) && !inReview.has(contact)).length;
        const cost = reached * Math.max(1, files);
        const budget = world.now.budgets.find(({ userId }) => userId === by.userId);
        const means = Math.min(world.now.account.balance, (budget && leftOf(budget)) ?? Number.POSITIVE_INFINITY);
        // Two at once: one launches.
        const answers = await Promise.all([1, 2].map(() => by.post(`/api/campaigns/${id}/start`)));
        const statuses = answers.map(({ status }) => status).sort();
        const expected = reached === 0 ? [422, 422] : cost > means ? [402, 402] : [200, 409];
        if (JSON.stringify(statuses) !== JSON.stringify(expected))
          throw new Error(
            `start answered ${statuses.join(', ')} for ${cost} credits of ${means}: ${JSON.stringify(answers[0]?.body)}`,
          );
        return undefined;
      },
    ),
  );

const limitBudget = fc.option(fc.nat(40)).map((allowance) =>
  step(`the coach may spend ${allowance ?? 'anything'}`, async (world) => {
    await world.owner.put(`/api/credits/budgets/${world.coach.userId}`, { allowance }).expect(200);
    return undefined;
  }),
);

const echo = fc.array(place, { minLength: 1, maxLength: 4 }).map((picks) =>
  step(`${picks.length} echoes`, async (world) => {
    // Twice: a webhook may be repeated.
    await world.echo(picks);
    await world.echo(picks);
    return undefined;
  }),
);

const flip = fc.tuple(fc.constantFrom('pause', 'resume', 'cancel'), place).map(([verb, at]) =>
  step(`${verb} campaign ${at}`, async (world) => {
    const id = campaignAt(world, at);
    if (!id) return undefined;
    const was = world.now.campaigns.get(id)?.status ?? 'draft';
    const { status } = await world.owner.post(`/api/campaigns/${id}/${verb}`);
    const isTimely = (timely[verb as keyof typeof timely] as readonly string[]).includes(was);
    if (status !== (isTimely ? 200 : 409)) throw new Error(`${verb} of a ${was} campaign answered ${status}`);
    return undefined;
  }),
);

const retryFailed = place.map((at) =>
  step(`retry the failed of campaign ${at}`, async (world) => {
    const id = campaignAt(world, at);
    if (!id) return undefined;
    const failed = [...world.now.messages.values()]
      .filter((one) => one.campaignId === id && one.state === 'failed')
      .map((one) => one.id);
    const { status } = await world.owner.post(`/api/campaigns/${id}/retry-failed`);
    if (status !== 200) return undefined;
    world.allow(failed);
    return new Set(failed);
  }),
);

const retryOne = place.map((at) =>
  step(`send message ${at} again`, async (world) => {
    const candidates = [...world.now.messages.values()].filter(({ state }) => repeatable.includes(state));
    const one = candidates[at % Math.max(1, candidates.length)];
    if (!one) return undefined;
    const { status } = await world.owner.post(`/api/messages/${one.id}/retry`);
    if (status >= 300) return undefined;
    world.allow([one.id]);
    return new Set([one.id]);
  }),
);

const work = fc.oneof(
  {
    weight: 2,
    arbitrary: place.map((at) =>
      step(`the job of campaign ${at}`, async (world) => {
        const id = campaignAt(world, at);
        if (id) await world.runJob(id);
        return undefined;
      }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.integer({ min: 1, max: 8 }).map((most) =>
      step(`claim ${most}`, async (world) => {
        await world.claim(most);
        return undefined;
      }),
    ),
  },
  {
    weight: 4,
    arbitrary: fates.map((drawn) =>
      step(`send: ${drawn.join(', ')}`, async (world) => {
        return world.sendHeld(drawn);
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fates.map((drawn) =>
      step(`a worker dies after: ${drawn.join(', ')}`, async (world) => {
        await world.crashHeld(drawn);
        return undefined;
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant(
      step('leases run out', async (world) => {
        await world.expire();
        return undefined;
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant(
      step('the sweep', async (world) => {
        await world.sweep();
        return undefined;
      }),
    ),
  },
);

const statuses = fc
  .array(
    fc.record({
      at: place,
      state: fc.constantFrom('sent' as const, 'delivered' as const, 'read' as const, 'failed' as const),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((picks) =>
    step(`statuses ${picks.map(({ state }) => state).join(', ')}`, async (world) => {
      // Twice: a webhook may be repeated.
      await world.tellStatuses(picks);
      await world.tellStatuses([...picks].reverse());
      return undefined;
    }),
  );

const consent = fc.tuple(fc.nat(people - 1), fc.boolean()).map(([at, out]) =>
  step(`person ${at} opts ${out ? 'out' : 'in'}`, async (world) => {
    await world.owner.post(`/api/contacts/${world.contactIds[at]}/${out ? 'opt-out' : 'opt-in'}`).expect(200);
    return undefined;
  }),
);

const doubt = fc.nat(people - 1).map((at) =>
  step(`person ${at} writes what may be an opt-out`, async (world) => {
    await world.doubt(at);
    return undefined;
  }),
);

const decide = fc.tuple(place, fc.constantFrom('dismiss', 'dismiss', 'opt_out')).map(([at, decision]) =>
  step(`${decision} near miss ${at}`, async (world) => {
    const reviews = (await world.owner.get('/api/consent/reviews').expect(200)).body.data;
    if (reviews.length === 0) return undefined;
    await world.owner.post(`/api/consent/reviews/${reviews[at % reviews.length].id}/decide`, { decision }).expect(200);
    return undefined;
  }),
);

const topUp = fc.integer({ min: 1, max: 20 }).map((amount) =>
  step(`top up ${amount}`, async (world) => {
    await world.owner.post('/api/credits/top-up', { amount, reason: 'More' }).expect(201);
    return undefined;
  }),
);

const anything: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: launch },
  { weight: 3, arbitrary: flip },
  { weight: 1, arbitrary: retryFailed },
  { weight: 1, arbitrary: retryOne },
  { weight: 14, arbitrary: work },
  { weight: 4, arbitrary: statuses },
  { weight: 1, arbitrary: consent },
  { weight: 2, arbitrary: doubt },
  { weight: 2, arbitrary: decide },
  { weight: 1, arbitrary: topUp },
  { weight: 1, arbitrary: limitBudget },
  { weight: 2, arbitrary: echo },
);

test(
  `no order of ${commandsWanted} commands breaks the ledger, a counter or a promise`,
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands([anything], { maxCommands: perRun, size: 'max' }), async (commands) => {
        const real = await createModelWorld(app);
        try {
          await fc.asyncModelRun(() => ({ model: { campaigns: 0 }, real }), commands);
        } finally {
          await real.close();
        }
      }),
      { numRuns: Math.ceil(commandsWanted / (perRun / 2)), endOnFailure: true },
    );
  },
  Math.max(120_000, commandsWanted * 200),
);
