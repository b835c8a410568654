// What a test or a demo may change while the sandbox runs: faults, delivery statuses and timings, each with its defaults.
import { z } from 'zod';

const rate = z.number().min(0).max(1);
const delayMs = z.number().int().min(0).max(3_600_000);

/** A delay is one number of milliseconds or a [least, most] pair. */
const delayRange = z.union([delayMs, z.tuple([delayMs, delayMs])]).transform((value): [number, number] => {
  if (typeof value === 'number') return [value, value];
  return [Math.min(...value), Math.max(...value)];
});

/** Faults of the send endpoints. Each send draws its fate once, in order of arrival, from the seed. */
export const faultsSchema = z.strictObject({
  latencyMs: delayMs.default(0),
  /** Up to this much is added to the latency. */
  latencyJitterMs: delayMs.default(0),
  /** The message is accepted and counted, then the socket is destroyed without an answer. */
  acceptThenResetRate: rate.default(0),
  /** The request is held for `hangMs` without being accepted, then the socket is destroyed. */
  hangRate: rate.default(0),
  hangMs: delayMs.default(30_000),
  status429Rate: rate.default(0),
  status500Rate: rate.default(0),
  /** Answers 500 "Connection Closed" although the instance says it is open. */
  connectionClosedRate: rate.default(0),
  numbersNotOnWhatsApp: z.array(z.string()).default([]),
  /** Share of all numbers that are not on WhatsApp; decided per number, so each number keeps its answer. */
  notOnWhatsAppRate: rate.default(0),
  duplicateStatusRate: rate.default(0),
  /** Statuses of a message may overtake each other. */
  shuffleStatuses: z.boolean().default(false),
  seed: z.number().int().default(1),
});
export type Faults = z.infer<typeof faultsSchema>;

/** What customers' phones do with an accepted message. Defaults give a lively demo. */
export const statusesSchema = z.strictObject({
  enabled: z.boolean().default(true),
  ackDelayMs: delayRange.default([50, 150]),
  deliveryDelayMs: delayRange.default([200, 600]),
  readDelayMs: delayRange.default([1_000, 4_000]),
  readRate: rate.default(0.6),
});
export type Statuses = z.infer<typeof statusesSchema>;

/** QR life: 60 s for the first, 20 s after, 30 in all. Webhook waits are multiplied by `webhookRetryScale`. */
export const timingsSchema = z.strictObject({
  firstQrMs: delayMs.min(10).default(60_000),
  nextQrMs: delayMs.min(10).default(20_000),
  qrLimit: z.number().int().min(1).default(30),
  webhookRetryScale: z.number().min(0).max(1).default(1),
  reconnectMs: delayMs.default(300),
});
export type Timings = z.infer<typeof timingsSchema>;
