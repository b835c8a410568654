// The parts of a line's check that all channels of Meta share.
import type { LineCheck } from '../channel';
import { fieldsOf, idOf, recordsOf } from '../foreign';
import type { GraphClient } from './client';
import { GraphError, verdictOf } from './errors';

export const unusable: LineCheck = {
  usable: false,
  reason: null,
  displayName: null,
  phone: null,
  quality: null,
  messagingLimit: null,
  throughput: null,
  tokenExpiresAt: null,
  problems: [],
};

/**
 * A check whose first question decides: a refusal is an answer too.
 * @throws GraphError when Meta cannot be reached or will not answer for now
 */
export async function checkLine(work: () => Promise<LineCheck>): Promise<LineCheck> {
  try {
    return await work();
  } catch (error) {
    const verdict = error instanceof GraphError ? verdictOf(error) : undefined;
    if (!(error instanceof GraphError) || !verdict || verdict.kind === 'retry') throw error;
    // What Meta does not explain is most often an id that is not the token's.
    return { ...unusable, reason: verdict.reason ?? 'permissions_missing', problems: [error.detail] };
  }
}

/**
 * Whether the app receives an asset's webhooks.
 * @returns the reason to report, or null; a refusal to tell is not held against the line
 */
export async function checkSubscription(
  client: GraphClient,
  path: string,
  call: { token: string; host?: 'graph' | 'instagram' },
): Promise<'not_subscribed' | null> {
  try {
    const apps = recordsOf((await client.ask('GET', path, call)).data).map(
      (app) => idOf(fieldsOf(app.whatsapp_business_api_data).id) ?? idOf(app.id),
    );
    // Instagram Login has an app id of its own.
    const { appId } = client;
    const isOurs = appId && call.host !== 'instagram' ? apps.includes(appId) : apps.length > 0;
    return isOurs ? null : 'not_subscribed';
  } catch (error) {
    if (error instanceof GraphError && error.kind === 'refused' && !error.isTransient) return null;
    throw error;
  }
}
