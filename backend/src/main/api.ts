// The API process: HTTP, the WebSocket, the built app.
import { createServer as createHttpServer } from 'node:http';
import { endpoints } from '@parley/contract';
import { actorOfSession, createAuthenticate, redeemTicket } from '../features/auth';
import { prisma } from '../platform/db/prisma';
import { createServer } from '../platform/http/server';
import { newId } from '../platform/ids';
import { attachHub } from '../platform/realtime/hub';
import { features } from '../registry';
import { assertRegistry, buildParts } from './build';
import { runProcess } from './process';

void runProcess('api', async (config, logger) => {
  const { parts, jobs, close } = buildParts(config, logger);
  assertRegistry(jobs);
  const app = createServer({
    parts,
    endpoints,
    bindings: features.flatMap((feature) => feature.bindings ?? []),
    authenticate: createAuthenticate(parts),
  });
  const server = createHttpServer(app);
  server.keepAliveTimeout = 65_000;
  const hub = attachHub(server, parts, {
    redeem: (ticket) => redeemTicket(parts, ticket),
    recheck: (actor) => actorOfSession(parts, actor),
  });
  // Prisma's first query costs up to a second; nobody's request shall pay for it. The tenant does not exist, so nothing is read.
  await parts.db
    .withTenant(newId(), () => prisma.template.findFirst())
    .catch((error) => logger.warn('the database did not answer at start', { error }));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(config.port, resolve));
  logger.info('the API is ready', { port: config.port });
  return async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    await hub.close();
    server.closeIdleConnections();
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 8000))]);
    server.closeAllConnections();
    await close();
  };
});
