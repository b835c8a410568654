// Tells whoever listens that a message came in, once, as it happens: for notices, not for what is on screen.
import type { FrameData } from '@parley/contract';

export type Arrival = FrameData<'message.created'>;

const listeners = new Set<(arrival: Arrival) => void>();

export function tellArrival(arrival: Arrival): void {
  for (const listener of listeners) listener(arrival);
}

/** @returns ends the listening */
export function onArrival(listener: (arrival: Arrival) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
