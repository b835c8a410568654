// One open socket: what it may hear, how far it has heard, and when it is too slow to be kept.
import { WebSocket } from 'ws';
import type { Actor } from '../actor';
import type { Listener, OutgoingFrame } from './tenant-feed';

/** More than this waiting for a reader means that it cannot follow; it resumes from where it stopped when it can. */
const bufferedAtMostBytes = 1_000_000;
/** While a socket catches up it is given no more than this at once, however much it missed. */
const replayAtOnceBytes = 200_000;

/** Close codes: RFC 6455 and its registry, and our own from 4000. */
export const closeCodes = {
  goingAway: 1001,
  badMessage: 1008,
  restart: 1012,
  tryAgain: 1013,
  signedOut: 4401,
} as const;

export class LiveSocket implements Listener {
  /** The last sequence that was considered for this socket, heard or not. */
  at = 0;
  /** Answered since the last ping. */
  alive = true;
  /** When the session is looked at again (epoch ms). */
  recheckAt: number;

  constructor(
    readonly ws: WebSocket,
    public actor: Actor,
    recheckAt: number,
  ) {
    this.recheckAt = recheckAt;
  }

  get open(): boolean {
    return this.ws.readyState === WebSocket.OPEN;
  }

  hear({ seq, mayHear, wire }: OutgoingFrame): void {
    if (seq <= this.at) return;
    this.at = seq;
    if (mayHear(this.actor)) this.write(wire);
  }

  greet(seq: number): void {
    this.write(`{"seq":${seq},"type":"hello","data":{"seq":${seq}}}`);
  }

  startOver(seq: number, reason: string): void {
    this.at = seq;
    this.write(`{"seq":${seq},"type":"resync","data":${JSON.stringify({ reason })}}`);
  }

  /** Resolves when little waits to leave, or the socket has closed. */
  async drained(): Promise<void> {
    if (!this.open || this.ws.bufferedAmount < replayAtOnceBytes) return;
    // The answer to a write comes when everything before it has left.
    await new Promise<void>((resolve) => this.ws.ping(undefined, undefined, () => resolve()));
  }

  private write(text: string | Buffer): void {
    if (!this.open) return;
    if (this.ws.bufferedAmount > bufferedAtMostBytes) this.ws.close(closeCodes.tryAgain, 'too slow');
    else this.ws.send(text, { binary: false });
  }
}
