// The path every send takes: checks in the server's order, the drawn fate, then acceptance.
import type { Answer } from '../http/router';
import { type EvolutionCall, requireOpen } from './endpoint';
import { refuse, refuseSchema } from './errors';
import { drawFate, isOnWhatsApp } from './faults';
import type { Instance } from './instances';
import { acceptSend, type Draft, describeMessage, quoteMessage } from './messages';
import { toJid } from './numbers';
import { type Field, findFaults, isObject, readText, SEND_FIELDS } from './schema';

/** Builds the message after the body fits its schema. @throws Refusal for content WhatsApp would not take. */
export type DraftMaker = (call: EvolutionCall) => Draft | Promise<Draft>;

/** The endpoint for one kind of message addressed by `number`. */
export function makeSend(fields: Record<string, Field>, makeDraft: DraftMaker) {
  const allFields = { ...SEND_FIELDS, ...fields };
  return async (call: EvolutionCall, instance: Instance): Promise<Answer> => {
    const faults = findFaults(call.body, allFields);
    if (faults.length > 0) throw refuseSchema(faults);
    requireOpen(instance);
    const number = readText(call.body, 'number');
    const jid = resolveRecipient(call, number);
    const draft = await makeDraft(call);
    draft.contextInfo ??= readQuote(call, instance);
    const { delay } = call.body;
    if (typeof delay === 'number' && delay > 0) await call.world.timeline.wait(delay);
    return settleSend(call, instance, jid, draft);
  };
}

/** Draws the fate of the send and answers by it. */
export async function settleSend(
  { world }: EvolutionCall,
  instance: Instance,
  jid: string,
  draft: Draft,
): Promise<Answer> {
  const fate = world.faultsOn ? await drawFate(world) : 'normal';
  // The link may have been lost while the send waited.
  requireOpen(instance);
  if (fate === 'hang') {
    await world.timeline.wait(world.faults.hangMs);
    return 'drop';
  }
  const message = acceptSend(world, instance, jid, draft);
  return fate === 'reset' ? 'drop' : { status: 201, body: describeMessage(message) };
}

function resolveRecipient({ world }: EvolutionCall, number: string): string {
  const jid = toJid(number);
  // Letters reach the database of the real server, which stumbles over them.
  if (/^[^@\d]+@s\.whatsapp\.net$/.test(jid)) {
    throw refuse(500, '\nInvalid `this.prismaRepository.isOnWhatsapp.findMany()` invocation');
  }
  if (!isOnWhatsApp(world, jid)) throw refuse(400, [{ jid, exists: false, number }]);
  return jid;
}

function readQuote({ body }: EvolutionCall, instance: Instance): Draft['contextInfo'] {
  if (!isObject(body.quoted) || !isObject(body.quoted.key)) return null;
  const id = readText(body.quoted.key, 'id');
  const given = body.quoted.message;
  return quoteMessage(instance, id) ?? (isObject(given) ? { stanzaId: id, quotedMessage: given } : null);
}
