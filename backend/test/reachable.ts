// A test application that a gateway reaches over HTTP: its webhooks arrive on a socket, as in a real installation.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestApp, type TestApp } from './app';

export interface ReachableApp extends TestApp {
  url: string;
}

/** @param overrides environment variables, e.g. those of a test gateway */
export async function createReachableApp(overrides: Record<string, string>): Promise<ReachableApp> {
  let listener: RequestListener = (_req, res) => res.writeHead(503).end();
  const server = createServer((req, res) => listener(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const app = await createTestApp({ MEDIA_PUBLIC_URL: url, ...overrides, EVOLUTION_WEBHOOK_URL: url });
  listener = app.app;
  return {
    ...app,
    url,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await app.close();
    },
  };
}
