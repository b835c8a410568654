// One tenant's frames in one process: they come by subscription, are put in order, completed from the stream where the subscription missed
// some, and handed to the listeners. Nothing is skipped and nothing comes twice; where that cannot be kept, listeners are told to start over.
import type { Logger } from '../logger';
import { type Hearer, hearingOf } from './audience';
import type { EncodedFrame, Feed } from './feed';

/** A frame as it goes onto sockets; encoded once for all of them. */
export interface OutgoingFrame {
  seq: number;
  mayHear: (actor: Hearer) => boolean;
  wire: Buffer;
}

export interface Listener {
  readonly open: boolean;
  /** Frames up to here were heard. */
  at: number;
  hear(frame: OutgoingFrame): void;
  greet(seq: number): void;
  /** What was missed is not known: fetch afresh and continue from `seq`. */
  startOver(seq: number, reason: string): void;
  /** Resolves when it can take more without falling behind. */
  drained(): Promise<void>;
}

const missedTooMuch = 'The changes since your last visit are no longer kept.';

function toOutgoing({ seq, audience, body }: EncodedFrame): OutgoingFrame {
  return { seq, mayHear: hearingOf(audience), wire: Buffer.from(`{"seq":${seq},${body.slice(1)}`) };
}

export class TenantFeed {
  /** The newest frame handed out; undefined until the subscription stands. */
  private delivered: number | undefined;
  /** Frames that came too early. */
  private held: EncodedFrame[] = [];
  private filling: Promise<void> | undefined;
  private readonly listeners = new Set<Listener>();

  constructor(
    readonly tenantId: string,
    private readonly feed: Feed,
    private readonly logger: Logger,
  ) {}

  /** Call when the subscription stands, first and after every loss of it. */
  async start(): Promise<void> {
    const latest = await this.feed.latest(this.tenantId);
    this.delivered ??= latest;
    await this.fill();
  }

  /** A frame came by subscription. */
  take(frame: EncodedFrame): void {
    if (this.delivered !== undefined && frame.seq <= this.delivered) return;
    if (this.delivered !== undefined && !this.filling && frame.seq === this.delivered + 1) {
      this.deliver(frame);
      return;
    }
    this.held.push(frame);
    if (this.delivered !== undefined) void this.fill();
  }

  /** Lets a listener hear everything after `since` (or from now on). Needs `start` to have ended. */
  async join(listener: Listener, since: number | undefined): Promise<void> {
    const now = this.position();
    listener.greet(now);
    listener.at = since ?? now;
    if (listener.at !== now) await this.replay(listener);
    // From the last comparison with the position to here nothing waits, so that no frame falls between.
    if (listener.open) this.listeners.add(listener);
  }

  leave(listener: Listener): void {
    this.listeners.delete(listener);
  }

  /** The newest frame handed out. */
  position(): number {
    if (this.delivered === undefined) throw new Error('The tenant feed has not started');
    return this.delivered;
  }

  /** Completes what the subscription may have missed. */
  fill(): Promise<void> {
    this.filling ??= this.completeFromStream().finally(() => {
      this.filling = undefined;
    });
    return this.filling;
  }

  private async replay(listener: Listener): Promise<void> {
    do {
      const frames = await this.feed.after(this.tenantId, listener.at);
      if (!listener.open) return;
      if (!frames) {
        listener.startOver(this.position(), missedTooMuch);
        return;
      }
      for (const frame of frames) {
        listener.hear(toOutgoing(frame));
        await listener.drained();
      }
    } while (listener.open && listener.at < this.position());
  }

  /** A failure is not the caller's: what is missing stays held, and the next frame or look completes it. */
  private async completeFromStream(): Promise<void> {
    try {
      do {
        const frames = await this.feed.after(this.tenantId, this.position());
        if (!frames) await this.restart();
        for (const frame of frames ?? []) this.deliver(frame);
        this.releaseHeld();
      } while (this.held.length > 0);
    } catch (error) {
      this.logger.warn('the live feed could not be completed', { tenantId: this.tenantId, error });
    }
  }

  /** Hands out what was held, as far as it follows without a gap; drops what was handed out meanwhile. */
  private releaseHeld(): void {
    const held = this.held.sort((a, b) => a.seq - b.seq);
    this.held = [];
    for (const frame of held) {
      if (frame.seq === this.position() + 1) this.deliver(frame);
      else if (frame.seq > this.position()) this.held.push(frame);
    }
  }

  /** The stream does not reach back to where we are (Redis was emptied): everybody fetches afresh. */
  private async restart(): Promise<void> {
    const latest = await this.feed.latest(this.tenantId);
    this.delivered = latest;
    for (const listener of this.listeners) listener.startOver(latest, missedTooMuch);
  }

  private deliver(frame: EncodedFrame): void {
    if (frame.seq <= this.position()) return;
    this.delivered = frame.seq;
    const outgoing = toOutgoing(frame);
    for (const listener of this.listeners) listener.hear(outgoing);
  }
}
