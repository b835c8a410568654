// Evolution's words for a refused fate, and the numbers that are not on WhatsApp.
import { drawFate as drawSharedFate, isPhoneOnWhatsApp } from '../fate';
import type { Fate } from '../fates';
import type { World } from '../world';
import { refuse, refuseClosedSocket } from './errors';
import { digitsOf, isPhoneJid } from './numbers';

/** @throws Refusal for the 429, 500 and "Connection Closed" faults. */
export async function drawFate(world: World): Promise<Extract<Fate, 'normal' | 'hang' | 'reset'>> {
  const fate = await drawSharedFate(world);
  if (fate === 'too-many') throw refuse(429, 'Too Many Requests');
  if (fate === 'broken') throw refuse(500, 'Internal Server Error');
  if (fate === 'closed') throw refuseClosedSocket();
  return fate;
}

/** Groups and hidden identities always exist; a phone number has one answer for the whole life of a seed. */
export function isOnWhatsApp(world: World, jid: string): boolean {
  return !isPhoneJid(jid) || isPhoneOnWhatsApp(world, digitsOf(jid));
}
