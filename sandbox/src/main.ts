// Runs a sandbox server as a process of its own, from the environment; prints one line when it is ready.
import { z } from 'zod';
import { startSandbox } from './server';

const environmentSchema = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  SANDBOX_HOST: z.string().default('127.0.0.1'),
  SANDBOX_API_KEY: z.string().min(1),
  SANDBOX_DATA_DIR: z.string().min(1).optional(),
  SANDBOX_PUBLIC_URL: z.url().optional(),
  SANDBOX_META_APP_ID: z.string().min(1).optional(),
  SANDBOX_META_APP_SECRET: z.string().min(1).optional(),
  SANDBOX_META_VERIFY_TOKEN: z.string().min(1).optional(),
  SANDBOX_META_WEBHOOK_BASE: z.url().optional(),
});

async function main(): Promise<void> {
  const environment = environmentSchema.safeParse(process.env);
  if (!environment.success) {
    console.error(z.prettifyError(environment.error));
    process.exitCode = 2;
    return;
  }
  const { SANDBOX_PORT, SANDBOX_HOST, SANDBOX_API_KEY, SANDBOX_DATA_DIR, SANDBOX_PUBLIC_URL, ...meta } =
    environment.data;
  const sandbox = await startSandbox({
    port: SANDBOX_PORT,
    host: SANDBOX_HOST,
    apiKey: SANDBOX_API_KEY,
    dataDir: SANDBOX_DATA_DIR,
    publicUrl: SANDBOX_PUBLIC_URL,
    meta: {
      appId: meta.SANDBOX_META_APP_ID,
      appSecret: meta.SANDBOX_META_APP_SECRET,
      verifyToken: meta.SANDBOX_META_VERIFY_TOKEN,
      webhookBaseUrl: meta.SANDBOX_META_WEBHOOK_BASE,
    },
    logger: {
      info: (message, details) => console.error(JSON.stringify({ level: 'info', message, ...details })),
      warn: (message, details) => console.error(JSON.stringify({ level: 'warn', message, ...details })),
    },
  });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void sandbox.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  console.log(JSON.stringify({ ready: true, url: sandbox.url }));
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
