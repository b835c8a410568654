// Fills an installation with one believable team, so that a newcomer can press Launch within a minute. It works through the API like a
// person would; only the past (conversations, a finished campaign) is written directly. Each step looks whether it was done, so running it
// again is harmless.
import { createServer as createHttpServer, type Server } from 'node:http';
import { endpoints } from '@parley/contract';
import { createAuthenticate } from '../../features/auth';
import type { Config } from '../../platform/config';
import { createServer } from '../../platform/http/server';
import { createLogger } from '../../platform/logger';
import { startWorkers } from '../../platform/queues';
import { features } from '../../registry';
import { buildParts } from '../build';
import { seedCampaign } from './campaign';
import { createClient } from './client';
import { seedContacts } from './contacts';
import { seedConversations } from './conversations';
import { seedNumber } from './number';
import { seedPages } from './pages';
import { seedTeam } from './team';
import { seedTemplates } from './templates';
import { seedTools } from './tools';

/** Fills the installation and says how it went. @throws Error in production */
export async function seedDemo(config: Config): Promise<string> {
  if (config.production) throw new Error('Demo data is not for production.');
  const logger = createLogger({ level: 'error', dir: undefined }, 'tool');
  // Nobody is mailed, and the first visitor's allowance is not used up.
  const built = buildParts(
    { ...config, mail: { ...config.mail, smtpUrl: undefined }, rateLimit: { ...config.rateLimit, enabled: false } },
    logger,
  );
  const { parts } = built;
  const app = createServer({
    parts,
    endpoints,
    bindings: features.flatMap((feature) => feature.bindings ?? []),
    authenticate: createAuthenticate(parts),
  });
  const server = createHttpServer(app);
  const workers = startWorkers(config, logger, built.jobs, built.sweeps);
  try {
    const client = createClient(`http://127.0.0.1:${await listen(server, config.port)}`);
    const team = await seedTeam(client, parts);
    if (!team) return 'Somebody works with the demo accounts already; nothing was changed.';
    await seedContacts(client, parts, team);
    await seedTemplates(client, team);
    const number = await seedNumber(client, parts, team);
    await seedConversations(parts, team, number.id);
    await seedCampaign(parts, team, number.id);
    await seedTools(client, parts, team);
    await seedPages(client, parts, team);
    return `The demo is ready; "Main line" is ${number.connected ? 'connected' : 'not connected'}.`;
  } finally {
    await workers.stop();
    server.close();
    server.closeAllConnections();
    await built.close();
  }
}

/** Listens where the gateway's webhooks are sent, unless the API is running there and hears them itself. @returns the port */
async function listen(server: Server, port: number): Promise<number> {
  const tryPort = (wanted: number) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, '127.0.0.1', () => {
        server.off('error', reject);
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : wanted);
      });
    });
  return tryPort(port).catch(() => tryPort(0));
}
