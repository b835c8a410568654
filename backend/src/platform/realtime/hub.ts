// The WebSocket at /ws. Filled in by the live feed room.
import type { Server } from 'node:http';
import type { Parts } from '../parts';

export function attachHub(_server: Server, _parts: Parts): { close(): Promise<void> } {
  return { close: async () => undefined };
}
