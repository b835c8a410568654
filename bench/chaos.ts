// npm run chaos [-- --short] [--only campaigns,webhooks,sockets,model] [--seeds N] [--recipients N] [--webhooks N] [--sockets N] [--commands N]: throws faults at real
// processes and checks what must hold.
import { parseArgs } from 'node:util';
import { campaignChaos } from './chaos/campaigns';
import { modelChaos } from './chaos/model';
import { createReport } from './chaos/report';
import { socketChaos } from './chaos/sockets';
import { webhookChaos } from './chaos/webhooks';
import { createWorld } from './lib/world';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean' },
    only: { type: 'string' },
    seeds: { type: 'string' },
    recipients: { type: 'string' },
    webhooks: { type: 'string' },
    sockets: { type: 'string' },
    commands: { type: 'string' },
  },
});
const size = (name: 'seeds' | 'recipients' | 'webhooks' | 'sockets', short: number, long: number) =>
  Number(values[name] ?? (values.short ? short : long));
const wanted = values.only?.split(',');
const runs = (name: string) => wanted === undefined || wanted.includes(name);

const { report, finish } = createReport();
const world = await createWorld({
  OUTBOX_LEASE_SECONDS: '5',
  OUTBOX_QUIET_SECONDS: '5',
  CREDITS_ON_SIGNUP: '10000000',
});
try {
  // First, while nobody else is in the contact list: the campaigns go to everybody.
  if (runs('campaigns'))
    await campaignChaos(world, report, { seeds: size('seeds', 1, 20), recipients: size('recipients', 2000, 10_000) });
  if (runs('webhooks')) await webhookChaos(world, report, { webhooks: size('webhooks', 6000, 100_000) });
  if (runs('sockets'))
    await socketChaos(world, report, { sockets: size('sockets', 150, 1000), messages: values.short ? 400 : 3000 });
} finally {
  await world.close();
}
// The gate has it among its tests already.
if (!values.short && runs('model')) await modelChaos(report, Number(values.commands ?? 100_000));
finish();
