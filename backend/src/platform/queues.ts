// BullMQ: the doorbell and the scheduler. A job's definition (name, payload schema) stands apart from its handler; every payload
// carries the tenant, and running a job twice is harmless. Sweeps are timers in the process, because Redis may be lost.
import { DelayedError, Queue, Worker } from 'bullmq';
import type { z } from 'zod';
import type { Config } from './config';
import type { Logger } from './logger';
import { connectRedis, redisKey } from './redis';

export interface JobDefinition<S extends z.ZodType = z.ZodType> {
  /** Queue name; one queue per kind of job, so that a slow kind does not hold up another. */
  name: string;
  payload: S;
  /** Jobs of this kind at work at once in one process; default is the configured worker concurrency. */
  concurrency?: number;
  /**
   * How long a dead worker's job stays its own, in milliseconds; default 5,000. A live worker renews it. Short where waiting for a dead
   * worker is worse than running twice.
   */
  lockMs?: number;
}

/** Declares a job kind. */
export function defineJob<const S extends z.ZodType>(definition: JobDefinition<S>): JobDefinition<S> {
  return definition;
}

/** What a handler may answer: nothing (done), or "call me again in so many milliseconds" without holding a slot. */
export type JobResult = { againInMs: number } | undefined;

export interface JobHandler {
  definition: JobDefinition;
  /** `signal` aborts at shutdown: stop taking work, release or finish what is claimed. */
  run: (payload: unknown, signal: AbortSignal) => Promise<JobResult>;
}

/** Joins a definition and its handler; the payload is validated before the handler sees it. */
export function handle<S extends z.ZodType>(
  definition: JobDefinition<S>,
  run: (payload: z.output<S>, signal: AbortSignal) => Promise<JobResult>,
): JobHandler {
  return { definition, run: (payload, signal) => run(definition.payload.parse(payload), signal) };
}

/** Work done every so often by each worker process; must be harmless when two processes do it at once. */
export interface Sweep {
  name: string;
  everyMs: number;
  run: (signal: AbortSignal) => Promise<void>;
}

export interface Queues {
  /**
   * Asks for the job to run. With a `key`, a job of that key that waits absorbs the ring, a delayed one is moved to the new delay, and a
   * ring during a run starts it once more afterwards, so that no ring is lost between a run's last look and its end.
   */
  ring<S extends z.ZodType>(
    definition: JobDefinition<S>,
    payload: z.input<S>,
    options?: { key?: string; delayMs?: number },
  ): Promise<void>;
  close(): Promise<void>;
}

export function createQueues(config: Config['redis'], logger: Logger): Queues {
  const connection = connectRedis(config, logger, 'queues');
  const queues = new Map<string, Queue>();
  const queueOf = (name: string) => {
    let queue = queues.get(name);
    if (!queue) {
      queue = new Queue(name, {
        connection,
        prefix: redisKey(config, 'q'),
        defaultJobOptions: { removeOnComplete: true, removeOnFail: { count: 500 } },
      });
      queue.on('error', (error) => logger.warn('a queue failed', { queue: name, error: error.message }));
      queues.set(name, queue);
    }
    return queue;
  };
  return {
    async ring(definition, payload, { key, delayMs = 0 } = {}) {
      // Without Redis the call would wait for its return; the ring is given up instead, and a sweep makes it good.
      const added = queueOf(definition.name).add(definition.name, payload, {
        delay: delayMs,
        ...(key ? { deduplication: { id: key, reschedule: true, keepLastIfActive: true } } : {}),
      });
      await within(ringTimeoutMs, added, 'the queue did not take the job in time');
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      connection.disconnect();
    },
  };
}

const ringTimeoutMs = 2000;

/** @throws Error with `message` when the promise takes longer; it goes on unheard */
async function within<T>(timeoutMs: number, promise: Promise<T>, message: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), timeoutMs);
  });
  promise.catch(() => undefined);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Runs jobs and sweeps until stopped. `stop` waits for what is at work (at most 10 s), then closes. */
export function startWorkers(
  config: Config,
  logger: Logger,
  handlers: readonly JobHandler[],
  sweeps: readonly Sweep[],
): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const connection = connectRedis(config.redis, logger, 'workers');
  const workers = handlers.map((handler) =>
    startWorker(handler, { config, logger, connection, signal: stopping.signal }),
  );
  const timers = sweeps.map((sweep) => startSweep(sweep, logger, stopping.signal));
  return {
    async stop() {
      stopping.abort();
      await Promise.race([
        Promise.allSettled([...workers.map((worker) => worker.close()), ...timers.map((timer) => timer.stop())]),
        new Promise((resolve) => setTimeout(resolve, 10_000).unref()),
      ]);
      connection.disconnect();
    },
  };
}

interface WorkerContext {
  config: Config;
  logger: Logger;
  connection: ReturnType<typeof connectRedis>;
  signal: AbortSignal;
}

function startWorker({ definition, run }: JobHandler, { config, logger, connection, signal }: WorkerContext): Worker {
  const lockMs = definition.lockMs ?? 5000;
  const worker = new Worker(
    definition.name,
    async (job, token) => {
      const result = await run(job.data, signal);
      if (result) {
        await job.moveToDelayed(Date.now() + result.againInMs, token);
        throw new DelayedError();
      }
    },
    {
      connection,
      prefix: redisKey(config.redis, 'q'),
      concurrency: definition.concurrency ?? config.workerConcurrency,
      lockDuration: lockMs,
      stalledInterval: lockMs / 2,
      // A job outlives any number of dead workers; what it does may be repeated.
      maxStalledCount: Number.MAX_SAFE_INTEGER,
    },
  );
  worker.on('failed', (job, error) => logger.error('a job failed', { queue: definition.name, jobId: job?.id, error }));
  worker.on('error', (error) => logger.warn('a worker failed', { queue: definition.name, error: error.message }));
  return worker;
}

function startSweep(sweep: Sweep, logger: Logger, signal: AbortSignal): { stop: () => Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void>;
  const once = async () => {
    try {
      await sweep.run(signal);
    } catch (error) {
      logger.error('a sweep failed', { sweep: sweep.name, error });
    }
    if (signal.aborted) return;
    // Spread out, so that many workers do not sweep in the same instant.
    timer = setTimeout(start, sweep.everyMs * (0.75 + Math.random() / 2));
  };
  const start = () => {
    running = once();
  };
  running = once();
  return {
    async stop() {
      clearTimeout(timer);
      await running;
    },
  };
}
