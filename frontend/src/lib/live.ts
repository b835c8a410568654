// The live feed: one WebSocket that resumes where it stopped, so that a dropped connection misses nothing.
import type { Frame, FrameType } from '@parley/contract';
import type { QueryClient } from '@tanstack/react-query';

export type LiveStatus = 'connecting' | 'live' | 'interrupted';

/** What a feature does when a frame of a type arrives. Each feature exports one map; `app/` composes them. */
export type LiveHandlers = { [T in FrameType]?: (frame: Frame<T>, queryClient: QueryClient) => void };

/** The part of WebSocket that is used; tests may pass another implementation. */
export type LiveSocket = Pick<WebSocket, 'close' | 'onmessage' | 'onclose'>;

export interface LiveOptions {
  queryClient: QueryClient;
  handlers: readonly LiveHandlers[];
  /** Resolves to a one-time ticket; rejects when signed out or offline. */
  fetchTicket: () => Promise<string>;
  openSocket?: (url: string) => LiveSocket;
  /** Base of `/ws`; default: the page's origin. */
  baseUrl?: string;
  firstDelayMs?: number;
  longestDelayMs?: number;
}

export interface Live {
  start(): void;
  stop(): void;
  /** Tries again now instead of waiting for the next attempt. */
  retryNow(): void;
  getStatus(): LiveStatus;
  subscribe(listener: () => void): () => void;
}

function originOfSockets(): string {
  return window.location.origin.replace(/^http/, 'ws');
}

function parseFrame(text: unknown): Frame | null {
  if (typeof text !== 'string') return null;
  try {
    const frame: unknown = JSON.parse(text);
    if (typeof frame !== 'object' || frame === null || !('type' in frame) || !('seq' in frame)) return null;
    // The parse boundary: the server writes frames of this same contract; checking each field again would cost a
    // schema run per event, a hundred times a second.
    return frame as Frame;
  } catch {
    // Not a frame of ours: ignoring it is safe, the sequence shows what is missing.
    return null;
  }
}

function handle<T extends FrameType>(map: LiveHandlers, frame: Frame<T>, queryClient: QueryClient): void {
  map[frame.type]?.(frame, queryClient);
}

/** Opens, resumes and hands out frames. Waiting grows from `firstDelayMs` (0.5 s) to `longestDelayMs` (20 s), half of it random. */
export function createLive(options: LiveOptions): Live {
  const { queryClient, handlers, fetchTicket } = options;
  const openSocket = options.openSocket ?? ((url: string) => new WebSocket(url));
  const firstDelayMs = options.firstDelayMs ?? 500;
  const longestDelayMs = options.longestDelayMs ?? 20_000;
  const listeners = new Set<() => void>();
  let status: LiveStatus = 'connecting';
  let socket: LiveSocket | null = null;
  let since: number | null = null;
  let attempts = 0;
  let life = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function setStatus(next: LiveStatus): void {
    if (next === status) return;
    status = next;
    for (const listener of listeners) listener();
  }

  /** Everything on screen may be stale: continue from `seq` and ask for all of it again. */
  function startOver(seq: number): void {
    since = seq;
    void queryClient.invalidateQueries();
  }

  function greet(seq: number): void {
    const late = attempts > 0;
    attempts = 0;
    if (since === null && !late) {
      // The first greeting, moments after the page: what it shows is fresh. A frame may have passed in between, so what is
      // looked at again later is asked for again.
      since = seq;
      void queryClient.invalidateQueries({ refetchType: 'none' });
    } else if (since === null || seq < since) {
      // A first greeting that took several tries, or a stream that began anew: its frames would look like repeats.
      startOver(seq);
    }
    setStatus('live');
  }

  function receive(frame: Frame): void {
    if (frame.type === 'resync') {
      startOver(frame.seq);
      return;
    }
    if (frame.type === 'hello') {
      greet((frame as Frame<'hello'>).data.seq);
      return;
    }
    if (since !== null && frame.seq <= since) return;
    since = frame.seq;
    for (const map of handlers) handle(map, frame, queryClient);
  }

  function waitAndConnect(): void {
    const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** attempts);
    attempts += 1;
    clearTimeout(timer);
    timer = setTimeout(() => void connect(), delayMs * (0.5 + Math.random() / 2));
  }

  async function connect(): Promise<void> {
    const mine = life;
    clearTimeout(timer);
    try {
      const ticket = await fetchTicket();
      if (mine !== life) return;
      const resume = since === null ? '' : `&since=${since}`;
      const opened = openSocket(
        `${options.baseUrl ?? originOfSockets()}/ws?ticket=${encodeURIComponent(ticket)}${resume}`,
      );
      socket = opened;
      opened.onmessage = (event) => {
        const frame = parseFrame(event.data);
        if (frame && socket === opened) receive(frame);
      };
      opened.onclose = () => {
        if (socket !== opened) return;
        socket = null;
        lose();
      };
    } catch {
      // Offline or the server restarts; the next attempt asks again. A refused session is ended by the API client.
      if (mine === life) lose();
    }
  }

  function lose(): void {
    setStatus('interrupted');
    waitAndConnect();
  }

  function retryNow(): void {
    if (socket !== null || life === 0) return;
    attempts = 0;
    life += 1;
    void connect();
  }

  return {
    start: () => {
      life += 1;
      setStatus('connecting');
      window.addEventListener('online', retryNow);
      void connect();
    },
    stop: () => {
      life += 1;
      clearTimeout(timer);
      window.removeEventListener('online', retryNow);
      const closing = socket;
      socket = null;
      closing?.close();
      since = null;
      setStatus('connecting');
    },
    retryNow,
    getStatus: () => status,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
