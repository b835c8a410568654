// Everything that happens later (acks, QR refreshes, webhook retries) waits here on one timer, so that thousands of
// pending acks a second cost a list entry each and a reset can forget them all at once.

const TICK_MS = 10;

export class Timeline {
  #due = new Map<number, (() => void)[]>();
  #waiting = 0;
  #lastTick = 0;
  #timer: NodeJS.Timeout | undefined;

  /** Runs the action after the delay, rounded up to 10 ms. */
  after(delayMs: number, action: () => void): void {
    const now = Math.floor(performance.now() / TICK_MS);
    if (this.#timer === undefined) {
      this.#lastTick = now;
      this.#timer = setInterval(() => this.#run(), TICK_MS);
      this.#timer.unref();
    }
    const tick = Math.max(now, this.#lastTick) + Math.max(1, Math.ceil(delayMs / TICK_MS));
    const actions = this.#due.get(tick);
    if (actions === undefined) this.#due.set(tick, [action]);
    else actions.push(action);
    this.#waiting++;
  }

  /** Resolves after the delay; never, when the timeline is cleared before. */
  wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => this.after(delayMs, resolve));
  }

  /** Number of actions still waiting. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Forgets everything that waits. */
  clear(): void {
    this.#due.clear();
    this.#waiting = 0;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #run(): void {
    const now = Math.floor(performance.now() / TICK_MS);
    while (this.#lastTick < now && this.#waiting > 0) {
      this.#lastTick++;
      const actions = this.#due.get(this.#lastTick);
      if (actions === undefined) continue;
      this.#due.delete(this.#lastTick);
      this.#waiting -= actions.length;
      for (const action of actions) action();
    }
    if (this.#waiting === 0 && this.#timer !== undefined) this.clear();
  }
}
