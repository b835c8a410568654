// Meta's side of intake for tests: connections by token, and webhooks signed over their bytes.
import { createHmac } from 'node:crypto';
import type { Channel } from '@parley/contract';
import supertest, { type Test } from 'supertest';
import { newToken } from '../src/platform/crypto';
import type { TestApp } from './app';

export const metaSecrets = ['the-new-secret', 'the-old-secret'] as const;
export const metaVerifyToken = 'the-verify-token';

/** Environment of a test application that has a Meta app whose secret is being replaced. */
export const metaEnv = {
  META_APP_SECRET: metaSecrets.join(','),
  META_WEBHOOK_VERIFY_TOKEN: metaVerifyToken,
  META_GRAPH_URL: 'http://127.0.0.1:9',
};

export interface MetaLine {
  id: string;
  tenantId: string;
  channel: Exclude<Channel, 'whatsapp_evolution'>;
  externalId: string;
  accountId: string | null;
}

/** A connected number, page or Instagram account without a provider behind it. */
export async function insertMetaLine(
  { parts }: TestApp,
  tenantId: string,
  channel: MetaLine['channel'],
  externalId = String(Math.floor(1e14 + Math.random() * 9e14)),
): Promise<MetaLine> {
  const accountId = channel === 'whatsapp_cloud' ? `9${externalId}` : null;
  const row = await parts.db.withTenant(tenantId, (tx) =>
    tx.one<{ id: string }>(
      `insert into connections (tenant_id, channel, name, external_id, account_id, state, reason) values ($1, $2, $3, $4, $5, 'connected', null) returning id`,
      [tenantId, channel, `Line ${newToken(4)}`, externalId, accountId],
    ),
  );
  return { id: row!.id, tenantId, channel, externalId, accountId };
}

export const signatureOf = (body: string | Buffer, secret: string = metaSecrets[0]): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

/** @param signature left out: the right one; null: none */
export function postMeta(
  { app }: Pick<TestApp, 'app'>,
  door: 'meta' | 'whatsapp',
  body: object | string,
  signature?: string | null,
): Test {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const request = supertest(app).post(`/api/webhooks/${door}`).set('content-type', 'application/json');
  if (signature !== null) request.set('x-hub-signature-256', signature ?? signatureOf(text));
  return request.send(text);
}

/** A post of WhatsApp with one change. */
export const whatsAppPost = (line: MetaLine, ...values: object[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: line.accountId, changes: values.map((value) => whatsAppChange(line, value)) }],
});

export const whatsAppChange = (line: MetaLine, value: object) => ({
  field: 'messages',
  value: {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550009999', phone_number_id: line.externalId },
    ...value,
  },
});

/** A post of a page or an Instagram account with these events. */
export const messagingPost = (line: MetaLine, ...messaging: object[]) => ({
  object: line.channel === 'messenger' ? 'page' : 'instagram',
  entry: [{ id: line.externalId, time: 1_795_287_600_123, messaging }],
});
