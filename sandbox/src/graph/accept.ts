// Taking a message for sending, the same for every product: its drawn fate, the order of acceptance, and what tests may ask for.
import { drawFate } from '../fate';
import type { Fate } from '../fates';
import type { World } from '../world';
import { addMessage, createMessage, type GraphMessage, type MessageDraft } from './conversations';
import { type GraphRefusal, refuse } from './errors';
import type { Graph } from './graph';
import { type PlannedFault, takePlannedFault } from './plans';
import { readCode, refuseCode } from './whatsapp/codes';

/** Refusals of a fate in the words of each product. */
const FATE_WORDS = {
  whatsapp: {
    'too-many': () => refuseCode(130429, 'Rate limit hit'),
    broken: () => refuseCode(131000, 'Something went wrong.'),
    closed: () => refuseCode(131016, 'Service unavailable.'),
  },
  messaging: {
    'too-many': () => refuse(613, 'Calls to this api have exceeded the rate limit.', { status: 429 }),
    broken: () => refuse(1200, 'Temporary send message failure. Please try again later.', { status: 500 }),
    closed: () => refuse(2, 'Service temporarily unavailable', { status: 503, isTransient: true }),
  },
} satisfies Record<string, Record<Exclude<Fate, 'normal' | 'hang' | 'reset'>, () => GraphRefusal>>;

/**
 * Waits the latency, draws the fate and looks for a planned refusal.
 * @returns `hang` was already waited for: the caller drops the connection
 * @throws GraphRefusal when the fate or the plan is a refusal
 */
export async function meetFate(
  world: World,
  product: keyof typeof FATE_WORDS,
  senderId: string,
  to: string,
): Promise<'normal' | 'hang' | 'reset'> {
  const fate = await drawFate(world);
  if (fate === 'too-many' || fate === 'broken' || fate === 'closed') throw FATE_WORDS[product][fate]();
  if (fate === 'hang') await world.timeline.wait(world.faults.hangMs);
  const fault = fate === 'hang' ? undefined : takePlannedFault(world.graph.plannedFaults, 'answer', senderId, to);
  if (fault) throw refusePlanned(product, fault);
  return fate;
}

function refusePlanned(product: keyof typeof FATE_WORDS, fault: PlannedFault): GraphRefusal {
  const { code, subcode, status, details } = fault;
  const words = readCode(code);
  const given = { status: status ?? words.status, subcode };
  if (product === 'messaging') return refuse(code, details ?? words.title, given);
  return refuse(code, words.title, { ...given, details: details ?? words.title });
}

/** Keeps an accepted message; the caller plans what becomes of it. */
export function acceptMessage(graph: Graph, draft: MessageDraft): GraphMessage {
  const message = createMessage(draft);
  graph.messages.set(message.id, message);
  message.seq = graph.accepted.push(message);
  addMessage(message);
  return message;
}
