// The fate of one send, drawn before it is accepted, and the numbers that are not on WhatsApp.
import { hashText, pickBetween } from '../random';
import type { World } from '../world';
import { refuse, refuseClosedSocket } from './errors';
import { digitsOf, isPhoneJid } from './numbers';

/** Refused fates throw; `hang` holds the request and accepts nothing; `reset` accepts and then cuts the line. */
export type Fate = 'normal' | 'hang' | 'reset';

/**
 * Draws the same count of numbers for every send, so that changing one rate does not shift the others.
 * @throws Refusal for the 429, 500 and "Connection Closed" faults.
 */
export async function drawFate(world: World): Promise<Fate> {
  const { faults, faultRandom: random } = world;
  const draws = [random(), random(), random(), random(), random()] as const;
  const latencyMs = faults.latencyMs + pickBetween(random, [0, faults.latencyJitterMs]);
  if (latencyMs > 0) await world.timeline.wait(latencyMs);
  if (draws[0] < faults.status429Rate) throw refuse(429, 'Too Many Requests');
  if (draws[1] < faults.status500Rate) throw refuse(500, 'Internal Server Error');
  if (draws[2] < faults.connectionClosedRate) throw refuseClosedSocket();
  if (draws[3] < faults.hangRate) return 'hang';
  return draws[4] < faults.acceptThenResetRate ? 'reset' : 'normal';
}

/** Groups and hidden identities always exist; a phone number has one answer for the whole life of a seed. */
export function isOnWhatsApp(world: World, jid: string): boolean {
  if (!isPhoneJid(jid)) return true;
  const { notOnWhatsAppRate, seed } = world.faults;
  if (world.numbersNotOnWhatsApp.size === 0 && notOnWhatsAppRate === 0) return true;
  const digits = digitsOf(jid);
  if (world.numbersNotOnWhatsApp.has(digits)) return false;
  return hashText(digits, seed) / 4_294_967_296 >= notOnWhatsAppRate;
}
