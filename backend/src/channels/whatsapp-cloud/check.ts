// Whether a number of the Cloud API works: its own words on itself, its token, and whether its webhooks reach us.
import type { LineCheck } from '../channel';
import { fieldsOf, recordsOf, textOf } from '../foreign';
import type { MetaLine } from '../meta/channel-parts';
import type { GraphClient } from '../meta/client';
import { checkLine, checkSubscription, unusable } from '../meta/line-check';
import { inspectToken } from '../meta/tokens';
import { phoneOfDigits } from './person';

const fields = [
  'id',
  'display_phone_number',
  'verified_name',
  'quality_rating',
  'status',
  'platform_type',
  'throughput',
  'health_status',
  'whatsapp_business_manager_messaging_limit',
];

const scopes = [['whatsapp_business_messaging'], ['whatsapp_business_management']];

/** @throws GraphError when Meta cannot be reached */
export function checkNumber(client: GraphClient, { token, externalId, accountId }: MetaLine): Promise<LineCheck> {
  return checkLine(async () => {
    const number = await client.ask('GET', `/${externalId}`, { token, query: { fields: fields.join(',') } });
    const known = readNumber(number);
    const inspected = await inspectToken(client, token, scopes, [externalId, ...(accountId ? [accountId] : [])]);
    const subscription = accountId
      ? await checkSubscription(client, `/${accountId}/subscribed_apps`, { token })
      : 'not_subscribed';
    const fault = inspected.reason ?? known.reason;
    return {
      ...known,
      // Without webhooks one can still send, and `subscribe` mends it.
      usable: fault === null,
      reason: fault ?? subscription,
      tokenExpiresAt: inspected.tokenExpiresAt,
      problems: [...known.problems, ...inspected.problems],
    };
  });
}

const qualities = new Map<unknown, LineCheck['quality']>([
  ['GREEN', 'green'],
  ['YELLOW', 'yellow'],
  ['RED', 'red'],
]);

function readNumber(number: Record<string, unknown>): LineCheck {
  const health = fieldsOf(number.health_status);
  const entities = recordsOf(health.entities);
  const problems = entities
    .flatMap((entity) => recordsOf(entity.errors))
    .flatMap((error) => textOf(error.error_description, 300) ?? textOf(error.title, 300) ?? []);
  return {
    ...unusable,
    reason: reasonOf(number, health.can_send_message),
    displayName: textOf(number.verified_name, 200) ?? null,
    phone: phoneOfDigits(textOf(number.display_phone_number, 40)?.replace(/\D/g, '')) ?? null,
    quality: qualities.get(number.quality_rating) ?? 'unknown',
    messagingLimit: textOf(number.whatsapp_business_manager_messaging_limit, 60) ?? null,
    throughput: textOf(fieldsOf(number.throughput).level, 60) ?? null,
    problems,
  };
}

function reasonOf({ status, platform_type: platform }: Record<string, unknown>, canSend: unknown): LineCheck['reason'] {
  if (status === 'BANNED') return 'banned';
  if (status === 'RESTRICTED' || canSend === 'BLOCKED') return 'account_restricted';
  // Numbers of the phone app or of another provider do not send here.
  const isElsewhere = typeof platform === 'string' && platform !== 'CLOUD_API';
  const isAway = ['DISCONNECTED', 'PENDING', 'UNVERIFIED', 'DELETED', 'MIGRATED'].includes(String(status));
  return isElsewhere || isAway ? 'not_registered' : null;
}
