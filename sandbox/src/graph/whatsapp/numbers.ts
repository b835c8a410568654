// Numbers and their account: health, registration, and the app's subscription.
import type { Answer } from '../../http/router';
import type { PhoneNumber, Waba } from '../assets';
import { refuse, refuseParameter } from '../errors';
import { type GraphCall, ok, pickFields, readText, requireAccess, SUCCESS } from '../request';
import { verifyCallback } from '../webhooks/handshake';
import { refuseCode } from './codes';

const MANAGE = ['whatsapp_business_management'];
const USUAL_FIELDS = [
  'verified_name',
  'display_phone_number',
  'quality_rating',
  'code_verification_status',
  'platform_type',
  'throughput',
];

/** GET /{PNID} */
export function readNumber(call: GraphCall, number: PhoneNumber): Answer {
  requireAccess(call, number.id);
  return ok(pickFields(describeNumber(number), call.query, USUAL_FIELDS));
}

/** GET /{WABA_ID}/phone_numbers */
export function listNumbers(call: GraphCall, waba: Waba): Answer {
  requireAccess(call, waba.id, MANAGE);
  const numbers = [...call.graph.senders.values()].filter((one) => one.kind === 'number' && one.wabaId === waba.id);
  const data = numbers.map((one) =>
    one.kind === 'number' ? pickFields(describeNumber(one), call.query, USUAL_FIELDS) : {},
  );
  return ok({ data, paging: { cursors: { before: 'QVFI', after: 'QVFI' } } });
}

/** GET /{WABA_ID} */
export function readWaba(call: GraphCall, waba: Waba): Answer {
  requireAccess(call, waba.id, MANAGE);
  return ok(pickFields({ id: waba.id, name: waba.name, currency: 'USD', timezone_id: '1' }, call.query, ['name']));
}

/** POST /{PNID}/register and /deregister */
export function register(call: GraphCall, number: PhoneNumber, isRegistered: boolean): Answer {
  requireAccess(call, number.id, MANAGE);
  if (isRegistered && !/^\d{6}$/.test(readText(call.body, 'pin') ?? '')) {
    throw refuseCode(133005, 'pin must be six digits');
  }
  number.registered = isRegistered;
  call.world.version++;
  call.world.remember();
  return SUCCESS;
}

/** GET, POST and DELETE /{WABA_ID}/subscribed_apps */
export async function answerWabaSubscription(call: GraphCall, waba: Waba): Promise<Answer> {
  requireAccess(call, waba.id, MANAGE);
  const { body, graph } = call;
  if (call.call.method === 'GET') return ok({ data: waba.subscribed ? [describeSubscription(call, waba)] : [] });
  waba.callbackUrl = null;
  waba.subscribed = call.call.method === 'POST';
  const url = readText(body, 'override_callback_uri');
  if (waba.subscribed && url !== undefined) {
    const verifyToken = readText(body, 'verify_token');
    if (verifyToken === undefined) throw refuseParameter('The parameter verify_token is required.');
    const fault = await verifyCallback(url, verifyToken);
    if (fault !== null) throw refuse(2200, `Callback verification failed: ${fault}`);
    waba.callbackUrl = url;
  }
  if (!graph.apps.has(waba.appId)) throw refuseParameter('The app does not exist.');
  call.world.version++;
  call.world.remember();
  return SUCCESS;
}

function describeSubscription({ graph }: GraphCall, waba: Waba) {
  const link = 'https://www.facebook.com/games/?app_id=';
  const id = graph.apps.get(waba.appId)?.id ?? waba.appId;
  const app = { whatsapp_business_api_data: { id, link: link + id, name: 'Sandbox app' } };
  return waba.callbackUrl === null ? app : { ...app, override_callback_uri: waba.callbackUrl };
}

function describeNumber(number: PhoneNumber) {
  const canSend = number.locked ? 'BLOCKED' : 'AVAILABLE';
  const errors = number.locked ? [{ error_code: 131031, error_description: 'The account is locked' }] : undefined;
  return {
    id: number.id,
    display_phone_number: number.displayPhone,
    verified_name: number.name,
    quality_rating: number.quality,
    code_verification_status: 'VERIFIED',
    name_status: 'APPROVED',
    status: number.registered ? 'CONNECTED' : 'DISCONNECTED',
    platform_type: number.registered ? 'CLOUD_API' : 'NOT_APPLICABLE',
    account_mode: 'LIVE',
    throughput: { level: number.throughput },
    health_status: {
      can_send_message: canSend,
      entities: [{ entity_type: 'PHONE_NUMBER', id: number.id, can_send_message: canSend, errors }],
    },
    whatsapp_business_manager_messaging_limit: number.tier,
    messaging_limit_tier: number.tier,
  };
}
