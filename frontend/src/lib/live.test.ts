// The live feed's promise: a dropped socket resumes where it stopped and repeats nothing.
import type { Frame } from '@parley/contract';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { createLive, type Live, type LiveHandlers, type LiveSocket } from './live';

class FakeSocket implements LiveSocket {
  onmessage: LiveSocket['onmessage'] = null;
  onclose: LiveSocket['onclose'] = null;
  constructor(readonly url: string) {}

  close(): void {
    this.drop();
  }

  drop(): void {
    this.onclose?.call(this as never, {} as CloseEvent);
  }

  say(seq: number, type: string, data: unknown = {}): void {
    this.onmessage?.call(this as never, { data: JSON.stringify({ seq, type, data }) } as MessageEvent);
  }
}

let sockets: FakeSocket[];
let heard: number[];
let queryClient: QueryClient;
let live: Live;

const handlers: LiveHandlers = { 'team.changed': (frame: Frame) => void heard.push(frame.seq) };

async function waitUntil(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
}

async function untilSockets(count: number): Promise<FakeSocket> {
  await waitUntil(() => sockets.length >= count);
  return sockets[count - 1]!;
}

beforeEach(() => {
  sockets = [];
  heard = [];
  queryClient = new QueryClient();
  let tickets = 0;
  live = createLive({
    queryClient,
    handlers: [handlers],
    baseUrl: 'ws://test',
    firstDelayMs: 1,
    longestDelayMs: 4,
    fetchTicket: async () => `t${++tickets}`,
    openSocket: (url) => {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket;
    },
  });
  live.start();
});
afterEach(() => live.stop());

test('a dropped socket reconnects with a new ticket and the last sequence it saw', async () => {
  const first = await untilSockets(1);
  expect(first.url).toBe('ws://test/ws?ticket=t1');
  first.say(4, 'hello', { seq: 4 });
  first.say(5, 'team.changed');
  first.say(6, 'team.changed');
  first.drop();
  const second = await untilSockets(2);
  expect(second.url).toBe('ws://test/ws?ticket=t2&since=6');
});

test('a replayed frame that was already handled is not handled twice', async () => {
  const first = await untilSockets(1);
  first.say(4, 'hello', { seq: 4 });
  first.say(5, 'team.changed');
  first.drop();
  const second = await untilSockets(2);
  second.say(5, 'team.changed');
  second.say(6, 'team.changed');
  expect(heard).toEqual([5, 6]);
});

test('the state is interrupted from the drop until the server greets again', async () => {
  const states: string[] = [live.getStatus()];
  live.subscribe(() => states.push(live.getStatus()));
  const first = await untilSockets(1);
  first.say(0, 'hello', { seq: 0 });
  first.drop();
  const second = await untilSockets(2);
  expect(live.getStatus()).toBe('interrupted');
  second.say(0, 'hello', { seq: 0 });
  expect(states).toEqual(['connecting', 'live', 'interrupted', 'live']);
});

test('the first greeting asks for nothing again; one that came late asks for everything', async () => {
  const fetched = jest.fn(async () => 1);
  const observer = new QueryObserver(queryClient, { queryKey: ['shown'], queryFn: fetched, staleTime: 60_000 });
  const unsubscribe = observer.subscribe(() => undefined);
  await waitUntil(() => observer.getCurrentResult().isSuccess);
  (await untilSockets(1)).say(4, 'hello', { seq: 4 });
  expect(fetched).toHaveBeenCalledTimes(1);
  live.stop();
  live.start();
  (await untilSockets(2)).drop();
  (await untilSockets(3)).say(9, 'hello', { seq: 9 });
  expect(fetched).toHaveBeenCalledTimes(2);
  unsubscribe();
});

test('a resync asks for everything again and continues from the new position', async () => {
  const first = await untilSockets(1);
  first.say(4, 'hello', { seq: 4 });
  const invalidated = jest.spyOn(queryClient, 'invalidateQueries');
  first.say(90, 'resync', { reason: 'too old' });
  expect(invalidated).toHaveBeenCalledTimes(1);
  first.drop();
  expect((await untilSockets(2)).url).toContain('since=90');
});

test('a stream that began anew is followed instead of being taken for repeats', async () => {
  const first = await untilSockets(1);
  first.say(900, 'hello', { seq: 900 });
  first.drop();
  const second = await untilSockets(2);
  const invalidated = jest.spyOn(queryClient, 'invalidateQueries');
  second.say(2, 'hello', { seq: 2 });
  second.say(3, 'team.changed');
  expect(invalidated).toHaveBeenCalled();
  expect(heard).toEqual([3]);
});

test('after stop nothing reconnects and nothing is handled', async () => {
  const first = await untilSockets(1);
  live.stop();
  first.say(7, 'team.changed');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(heard).toEqual([]);
  expect(sockets).toHaveLength(1);
});
