// What the gateway stored while we were away: the messages of a time range, for filling the gap afterwards.
import type { ReceivedMessage } from '../events';
import { isRecord } from '../foreign';
import type { EvolutionClient } from './client';
import { readStoredMessage } from './translate';

/** Messages per question; the gateway's own default is 50 (`offset` is its word for the size of a page). */
const pageSize = 200;
/** A gap with more than this is not filled whole; it stays marked. */
const mostPages = 50;

/**
 * Messages between two times, oldest first. The gateway filters only when both ends are given, and answers newest first.
 * @throws EvolutionError
 */
export async function readHistory(
  client: EvolutionClient,
  instanceName: string,
  from: Date,
  to: Date,
): Promise<ReceivedMessage[]> {
  const found: ReceivedMessage[] = [];
  const now = new Date();
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = await client.ask('POST', `/chat/findMessages/${encodeURIComponent(instanceName)}`, {
      where: { messageTimestamp: { gte: from.toISOString(), lte: to.toISOString() } },
      page,
      offset: pageSize,
    });
    const list = isRecord(answer) && isRecord(answer.messages) ? answer.messages : {};
    const records = Array.isArray(list.records) ? list.records : [];
    found.push(...records.flatMap((record) => readStoredMessage(record, now) ?? []));
    if (records.length < pageSize) break;
  }
  return found.reverse();
}
