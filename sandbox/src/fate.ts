// The fate of one send, drawn before it is accepted, the same for every dialect; each dialect puts it in its own words;
// and who is on WhatsApp at all.
import type { Faults } from './control/settings';
import type { Fate } from './fates';
import { hashText, pickBetween } from './random';
import type { World } from './world';

/** Waits the latency, then draws the same count of numbers for every send, so that changing one rate does not shift the others. */
export async function drawFate(world: World): Promise<Fate> {
  if (!world.faultsOn) return 'normal';
  const { faults, faultRandom: random } = world;
  const draws = [random(), random(), random(), random(), random()] as const;
  const latencyMs = faults.latencyMs + pickBetween(random, [0, faults.latencyJitterMs]);
  const counts = world.fateCounts;
  if (latencyMs > 0) await world.timeline.wait(latencyMs);
  const fate = readFate(draws, faults);
  counts[fate] += 1;
  return fate;
}

function readFate(draws: readonly [number, number, number, number, number], faults: Faults): Fate {
  if (draws[0] < faults.status429Rate) return 'too-many';
  if (draws[1] < faults.status500Rate) return 'broken';
  if (draws[2] < faults.connectionClosedRate) return 'closed';
  if (draws[3] < faults.hangRate) return 'hang';
  return draws[4] < faults.acceptThenResetRate ? 'reset' : 'normal';
}

/** A phone number has one answer for the whole life of a seed. @param digits of a phone number with its country code */
export function isPhoneOnWhatsApp(world: World, digits: string): boolean {
  const { notOnWhatsAppRate, seed } = world.faults;
  if (world.numbersNotOnWhatsApp.size === 0 && notOnWhatsAppRate === 0) return true;
  if (world.numbersNotOnWhatsApp.has(digits)) return false;
  return hashText(digits, seed) / 4_294_967_296 >= notOnWhatsAppRate;
}
