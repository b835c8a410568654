// Receiving a webhook: whose is it, is the sender who they claim, store, answer. The gateway never repeats a webhook that was answered
// with 4xx, so that is only for what is truly foreign; whatever could not be stored is answered with 503.
import { toStoredForm } from '../../channels/evolution/intake';
import { readTyping } from '../../channels/evolution/typing';
import type { RoutedForm } from '../../channels/meta/intake';
import { verifySignature } from '../../channels/meta/signature';
import { hashToken, sameBytes } from '../../platform/crypto';
import { isDataFault } from '../../platform/db/faults';
import { AppError, found } from '../../platform/errors';
import type { BaseContext } from '../../platform/http/context';
import type { Parts } from '../../platform/parts';
import { showContactTyping } from '../chats';
import { type Batcher, createBatcher } from './batcher';
import { ringIntake } from './job-definitions';
import { findExternal, findRoute, storeWebhookEvents } from './queries';
import { createExternalCache, createRouteCache, type ExternalCache, type RouteCache } from './route-cache';

interface Door {
  routes: RouteCache;
  externals: ExternalCache;
  batcher: Batcher;
}

/** Meta's posts are at most this large (WhatsApp webhooks documentation). */
const largestMetaBytes = 3 * 1024 * 1024;

const doors = new WeakMap<Parts, Door>();

/** @throws AppError not_found, unauthenticated, malformed_request, unavailable */
export async function receiveEvolutionWebhook({ parts, req, log }: BaseContext, token: string): Promise<void> {
  const { routes, batcher } = doorOf(parts);
  const route = found(await orUnavailable(log, () => routes.find(token)), 'webhook');
  const secret = /^Bearer (.+)$/i.exec(req.get('authorization') ?? '')?.[1] ?? '';
  if (!sameBytes(hashToken(secret), route.headerHash))
    throw new AppError('unauthenticated', 'The webhook’s authorization header is not the one it was created with.', {
      internal: `foreign webhook for connection ${route.connectionId}`,
    });
  const webhook = parse(req.body);
  const { tenantId, connectionId } = route;
  const light = readTyping(webhook);
  if (light)
    // True for some seconds only: neither stored nor waited for.
    showContactTyping(parts, { tenantId, connectionId }, light.from, light.typing).catch((error: unknown) =>
      log.debug('nobody was told that a customer writes', { connectionId, error }),
    );
  const stored = toStoredForm(webhook);
  if (!stored) return;
  const { kind, dedupeKey, payload } = stored;
  const event = { tenantId, connectionId, kind, dedupeKey, payload: JSON.stringify(payload) };
  await orUnavailable(log, () => batcher.add(event));
}

/**
 * A post of Meta: its signature is proved over the very bytes before anything is read, then each event in it is stored for the connections it
 * names. Events of numbers and pages that nobody has connected are let go.
 * @param split from the body to its events
 * @throws AppError unauthenticated, malformed_request, too_large, unavailable
 */
export async function receiveMetaWebhook(
  { parts, req, log }: BaseContext,
  split: (body: unknown) => RoutedForm[],
): Promise<void> {
  const secrets = parts.config.meta?.appSecrets ?? [];
  if (!Buffer.isBuffer(req.body)) throw new AppError('malformed_request', 'The webhook has no body.');
  if (req.body.length > largestMetaBytes) throw new AppError('too_large', 'A webhook of Meta has at most 3 MB.');
  if (!verifySignature(req.body, req.get('x-hub-signature-256'), secrets))
    throw new AppError('unauthenticated', 'The webhook’s signature is not that of this installation’s Meta app.');
  const { externals, batcher } = doorOf(parts);
  const forms = split(parse(req.body));
  await orUnavailable(log, async () => {
    const events = await Promise.all(
      forms.map(async ({ route, kind, dedupeKey, payload }) => {
        const owners = await externals.find(route);
        if (owners.length === 0) log.debug('a webhook of a line that nobody has connected', { ...route });
        return owners.map((owner) => ({ ...owner, kind, dedupeKey, payload: JSON.stringify(payload) }));
      }),
    );
    // All or nothing: what was stored before a failure is recognised when Meta repeats the post.
    await Promise.all(events.flat().map((event) => batcher.add(event)));
  });
}

/**
 * Meta's handshake.
 * @returns the challenge, to be answered as plain text
 * @throws AppError forbidden when the token is not ours, or Meta is not configured
 */
export function answerHandshake(
  { parts }: BaseContext,
  query: { 'hub.mode': string; 'hub.verify_token': string; 'hub.challenge': string },
): string {
  const own = parts.config.meta?.verifyToken;
  const given = hashToken(query['hub.verify_token']);
  if (query['hub.mode'] !== 'subscribe' || !own || !sameBytes(given, hashToken(own)))
    throw new AppError('forbidden', 'The verify token is not the one this installation was started with.');
  return query['hub.challenge'];
}

function doorOf(parts: Parts): Door {
  const known = doors.get(parts);
  if (known) return known;
  const system = parts.db.system('webhooks of any tenant, before their tenant is known');
  const door: Door = {
    routes: createRouteCache((tokenHash) => findRoute(system, tokenHash)),
    externals: createExternalCache(({ channel, externalId }) => findExternal(system, channel, externalId)),
    batcher: createBatcher(async (events) => {
      const fresh = await storeWebhookEvents(system, events);
      // Not awaited: a doorbell that is away must not hold up the answer; the sweep finds what it missed.
      for (const one of fresh)
        ringIntake(parts, one.tenantId, one.connectionId).catch((error: unknown) =>
          parts.logger.warn('an intake could not be rung', { connectionId: one.connectionId, error }),
        );
    }, isDataFault),
  };
  doors.set(parts, door);
  return door;
}

function parse(body: unknown): unknown {
  if (!Buffer.isBuffer(body)) throw new AppError('malformed_request', 'The webhook has no body.');
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new AppError('malformed_request', 'The webhook’s body is not JSON.', { cause });
  }
}

async function orUnavailable<T>(log: BaseContext['log'], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    log.error('a webhook could not be stored; the gateway is asked to repeat it', { error });
    throw new AppError('unavailable', 'The webhook could not be stored. Send it again.', {
      cause: error,
      retryAfterSeconds: 5,
    });
  }
}
