// The one place that reads the environment. A wrong value stops the process with a list of what to fix.
import { z } from 'zod';

const bool = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');
const seconds = z
  .string()
  .regex(/^\d+[smhd]?$/, 'Use seconds or a number with s, m, h or d, e.g. 15m')
  .transform((value) => Number.parseInt(value, 10) * ({ s: 1, m: 60, h: 3600, d: 86_400 }[value.slice(-1)] ?? 1));
const key32 = z
  .string()
  .refine(
    (value) => Buffer.from(value, 'base64').length === 32,
    'Must be 32 bytes in base64 (openssl rand -base64 32)',
  );
const secret = z.string().min(32, 'Must be at least 32 characters');

const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  PUBLIC_URL: z.url().optional(),
  FRONTEND_URL: z.string().optional().describe('Allowed browser origins, comma separated'),
  FRONTEND_DIR: z.string().optional().describe('The built app; served by the API when set'),
  DATABASE_URL: z.string().min(1, 'The application role’s PostgreSQL URL is needed'),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(12),
  REDIS_URL: z.string().min(1, 'A Redis URL is needed'),
  REDIS_PREFIX: z.string().default('{parley}'),
  JWT_SECRET: secret,
  JWT_EXPIRES_IN: seconds.default(900),
  JWT_REFRESH_SECRET: secret,
  JWT_REFRESH_EXPIRES_IN: seconds.default(604_800),
  ENCRYPTION_KEY: key32,
  ENCRYPTION_KEY_PREVIOUS: key32.optional(),
  EVOLUTION_API_URL: z.url().optional(),
  EVOLUTION_API_KEY: z.string().optional(),
  EVOLUTION_WEBHOOK_URL: z.url().optional().describe('Where the gateway reaches this API; default PUBLIC_URL'),
  META_GRAPH_URL: z.url().default('https://graph.facebook.com'),
  META_INSTAGRAM_URL: z
    .url()
    .optional()
    .describe('Host of Instagram Login; default graph.instagram.com, or META_GRAPH_URL where that is set'),
  META_GRAPH_VERSION: z
    .string()
    .regex(/^v\d{2}\.\d$/, 'Like v25.0')
    .default('v25.0'),
  META_APP_ID: z.string().optional(),
  META_APP_SECRET: z
    .string()
    .optional()
    .describe('Proves webhooks; several, comma separated, while one is being replaced'),
  META_WEBHOOK_VERIFY_TOKEN: z.string().optional(),
  META_HUMAN_AGENT: bool
    .default(false)
    .describe('The app holds Meta’s Human Agent feature: people may answer for seven days'),
  MEDIA_PUBLIC_URL: z.url().optional().describe('Where providers fetch files that we send; default PUBLIC_URL'),
  MAIL_SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default('Parley <no-reply@parley.localhost>'),
  STORAGE_DIR: z.string().default('.data/storage'),
  STORAGE_S3_BUCKET: z.string().optional().describe('Files go to this bucket instead of STORAGE_DIR'),
  STORAGE_S3_REGION: z.string().default('us-east-1'),
  STORAGE_S3_ENDPOINT: z.url().optional().describe('For S3-compatible storage that is not Amazon’s'),
  STORAGE_S3_ACCESS_KEY_ID: z.string().optional(),
  STORAGE_S3_SECRET_ACCESS_KEY: z.string().optional(),
  OUTBOUND_ALLOW_PRIVATE: bool
    .default(false)
    .describe('Outside production: files may be fetched from private addresses (sandbox)'),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug']).default('info'),
  LOG_DIR: z.string().optional(),
  RATE_LIMIT_ENABLED: bool.default(true),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(600),
  RATE_LIMIT_AUTH_PER_MINUTE: z.coerce.number().int().min(1).default(20),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(200).default(16),
  OUTBOX_LEASE_SECONDS: z.coerce
    .number()
    .int()
    .min(2)
    .max(3600)
    .default(60)
    .describe('How long a worker may hold a claimed message'),
  OUTBOX_QUIET_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(600)
    .describe('How long an unanswered send may still be confirmed before it counts as uncertain'),
  CREDITS_TOP_UP_BY: z.enum(['tenant', 'operator']).default('tenant'),
  CREDITS_ON_SIGNUP: z.coerce.number().int().min(0).default(100),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  SANDBOX_PHONE_URL: z.url().optional().describe('Demo only: shown as a link in the app'),
});

export type Config = ReturnType<typeof readConfig>;

/**
 * Reads and validates the environment.
 * @throws Error with one line per wrong value.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The configuration is not usable. Fix these environment variables:\n${lines.join('\n')}`);
  }
  const values = parsed.data;
  const production = values.NODE_ENV === 'production';
  const publicUrl = (values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/$/, '');
  return {
    nodeEnv: values.NODE_ENV,
    production,
    port: values.PORT,
    publicUrl,
    origins: [
      publicUrl,
      ...(values.FRONTEND_URL ?? '')
        .split(',')
        .map((origin) => origin.trim().replace(/\/$/, ''))
        .filter(Boolean),
    ],
    frontendDir: values.FRONTEND_DIR,
    trustProxy: values.TRUST_PROXY,
    database: { url: values.DATABASE_URL, poolSize: values.DATABASE_POOL },
    redis: { url: values.REDIS_URL, prefix: values.REDIS_PREFIX },
    tokens: {
      accessSecret: values.JWT_SECRET,
      accessSeconds: values.JWT_EXPIRES_IN,
      refreshSecret: values.JWT_REFRESH_SECRET,
      refreshSeconds: values.JWT_REFRESH_EXPIRES_IN,
    },
    encryption: { key: values.ENCRYPTION_KEY, previousKey: values.ENCRYPTION_KEY_PREVIOUS },
    evolution:
      values.EVOLUTION_API_URL && values.EVOLUTION_API_KEY
        ? {
            url: values.EVOLUTION_API_URL.replace(/\/$/, ''),
            apiKey: values.EVOLUTION_API_KEY,
            webhookUrl: (values.EVOLUTION_WEBHOOK_URL ?? publicUrl).replace(/\/$/, ''),
          }
        : undefined,
    // Without an app secret nothing Meta sends can be believed, so the channels of Meta are off.
    meta: values.META_APP_SECRET
      ? {
          graphUrl: values.META_GRAPH_URL.replace(/\/$/, ''),
          instagramUrl: (
            values.META_INSTAGRAM_URL ?? (env.META_GRAPH_URL ? values.META_GRAPH_URL : 'https://graph.instagram.com')
          ).replace(/\/$/, ''),
          version: values.META_GRAPH_VERSION,
          appId: values.META_APP_ID,
          appSecrets: values.META_APP_SECRET.split(',')
            .map((one) => one.trim())
            .filter(Boolean),
          verifyToken: values.META_WEBHOOK_VERIFY_TOKEN,
          humanAgent: values.META_HUMAN_AGENT,
        }
      : undefined,
    mediaUrl: (values.MEDIA_PUBLIC_URL ?? publicUrl).replace(/\/$/, ''),
    mail: { smtpUrl: values.MAIL_SMTP_URL, from: values.MAIL_FROM },
    storageDir: values.STORAGE_DIR,
    s3: values.STORAGE_S3_BUCKET
      ? {
          bucket: values.STORAGE_S3_BUCKET,
          region: values.STORAGE_S3_REGION,
          endpoint: values.STORAGE_S3_ENDPOINT,
          accessKeyId: values.STORAGE_S3_ACCESS_KEY_ID,
          secretAccessKey: values.STORAGE_S3_SECRET_ACCESS_KEY,
        }
      : undefined,
    allowPrivateAddresses: !production && values.OUTBOUND_ALLOW_PRIVATE,
    log: { level: values.LOG_LEVEL, dir: values.LOG_DIR },
    // Limits protect production; only elsewhere may they be switched off (tests, benches).
    rateLimit: {
      enabled: production || values.RATE_LIMIT_ENABLED,
      perMinute: values.RATE_LIMIT_PER_MINUTE,
      authPerMinute: values.RATE_LIMIT_AUTH_PER_MINUTE,
    },
    outbox: { leaseSeconds: values.OUTBOX_LEASE_SECONDS, quietSeconds: values.OUTBOX_QUIET_SECONDS },
    workerConcurrency: values.WORKER_CONCURRENCY,
    credits: { topUpBy: values.CREDITS_TOP_UP_BY, onSignup: values.CREDITS_ON_SIGNUP },
    sandboxPhoneUrl: production ? undefined : values.SANDBOX_PHONE_URL,
  };
}

/**
 * The owner's database URL; migrations alone use it.
 * @throws Error when it is not set
 */
export function readOwnerDatabaseUrl(env: NodeJS.ProcessEnv = process.env): string {
  if (env.DATABASE_OWNER_URL) return env.DATABASE_OWNER_URL;
  throw new Error('DATABASE_OWNER_URL is not set: migrations run as the owner of the schema');
}
