// Makes apps, numbers, Pages and Instagram accounts together with their tokens.

import type { z } from 'zod';
import type { World } from '../../world';
import { type App, INSTAGRAM_FIELDS, PAGE_FIELDS, type Sender } from '../assets';
import { refuseUnknownObject } from '../errors';
import type { Graph } from '../graph';
import {
  INSTAGRAM_SCOPES,
  nowSeconds,
  PAGE_INSTAGRAM_SCOPES,
  PAGE_SCOPES,
  type Token,
  WHATSAPP_SCOPES,
} from '../tokens';
import type { appSchema, instagramSchema, numberSchema, pageSchema } from './assets-schema';

/** Data access of a person's grant ends after 90 days. */
const DATA_ACCESS_SECONDS = 90 * 86_400;

/** A new app, or other settings for a known one. */
export function addApp({ graph }: World, given: z.infer<typeof appSchema>): App {
  const { appId, appSecret, verifyToken, webhookBaseUrl } = given;
  const app = { id: appId, secret: appSecret, verifyToken, webhookBaseUrl: webhookBaseUrl?.replace(/\/$/, '') ?? null };
  graph.apps.set(appId, app);
  return app;
}

export function addNumber({ graph }: World, given: z.infer<typeof numberSchema>): void {
  const { pnid, wabaId, isSubscribed, displayPhone, name, callbackUrl, quality, throughput, tier, isRegistered } =
    given;
  const app = findApp(graph, given.appId);
  const known = graph.wabas.get(wabaId);
  const waba = known ?? { id: wabaId, appId: app.id, name, subscribed: false, callbackUrl: null, templates: new Map() };
  waba.subscribed = isSubscribed || waba.subscribed;
  graph.wabas.set(wabaId, waba);
  const number = { id: pnid, appId: app.id, wabaId, displayPhone, name, callbackUrl, quality, throughput, tier };
  keepSender(graph, { kind: 'number', ...number, registered: isRegistered, locked: false });
  grant(graph, app, given, 'SYSTEM_USER', given.scopes ?? WHATSAPP_SCOPES, [pnid, wabaId]);
}

export function addPage({ graph }: World, given: z.infer<typeof pageSchema>): void {
  const { pageId, name, callbackUrl, isSubscribed } = given;
  const app = findApp(graph, given.appId);
  const fields = isSubscribed ? [...PAGE_FIELDS] : [];
  keepSender(graph, { kind: 'page', id: pageId, appId: app.id, name, callbackUrl, fields });
  grant(graph, app, given, 'PAGE', given.scopes ?? PAGE_SCOPES, [pageId]);
}

/** With a Page, the account may be used through that Page's token too. */
export function addInstagram({ graph }: World, given: z.infer<typeof instagramSchema>): void {
  const { igId, name, username, pageId, callbackUrl, isSubscribed } = given;
  const app = findApp(graph, given.appId);
  const fields = isSubscribed ? [...INSTAGRAM_FIELDS] : [];
  keepSender(graph, { kind: 'instagram', id: igId, appId: app.id, name, username, pageId, callbackUrl, fields });
  grant(graph, app, given, 'INSTAGRAM', given.scopes ?? INSTAGRAM_SCOPES, [igId]);
  for (const token of graph.tokens.values()) {
    if (token.type !== 'PAGE' || pageId === null || !token.targets.has(pageId)) continue;
    token.targets.add(igId);
    token.scopes.push(...PAGE_INSTAGRAM_SCOPES.filter((scope) => !token.scopes.includes(scope)));
  }
}

/** What is added again keeps its conversations. */
function keepSender({ senders }: Graph, sender: Sender): void {
  const known = senders.get(sender.id);
  if (known === undefined) senders.set(sender.id, sender);
  else Object.assign(known, sender);
}

function findApp({ apps }: Graph, appId?: string): App {
  const app = appId === undefined ? [...apps.values()][0] : apps.get(appId);
  if (app === undefined) throw refuseUnknownObject('POST', appId ?? 'app');
  return app;
}

/** A token given again covers one asset more. */
function grant(
  { tokens }: Graph,
  app: App,
  { token: value, tokenExpiresAt, tokenIssuedAt }: { token: string; tokenExpiresAt: number; tokenIssuedAt?: number },
  type: Token['type'],
  scopes: string[],
  targets: string[],
): void {
  const now = nowSeconds();
  const token = tokens.get(value) ?? {
    value,
    appId: app.id,
    type,
    scopes: [],
    targets: new Set(),
    issuedAt: now,
    expiresAt: tokenExpiresAt,
    dataAccessExpiresAt: type === 'SYSTEM_USER' ? 0 : now + DATA_ACCESS_SECONDS,
    revokedBy: null,
  };
  token.issuedAt = tokenIssuedAt ?? token.issuedAt;
  token.scopes = [...new Set([...token.scopes, ...scopes])];
  for (const target of targets) token.targets.add(target);
  tokens.set(value, token);
}
