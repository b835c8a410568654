// What the gateway stored while we were away: the messages of a time range, for filling the gap afterwards.
import type { History } from '../channel';
import type { ReceivedMessage } from '../events';
import { isRecord } from '../foreign';
import type { EvolutionClient } from './client';
import { readStoredMessage } from './translate';

/** Messages per question; the gateway's own default is 50 (`offset` is its word for the size of a page). */
const pageSize = 200;

/**
 * Messages between two times. The gateway filters only when both ends are given, and answers newest first.
 * @param atMost of more messages than this the newest are fetched
 * @throws EvolutionError
 */
export async function readHistory(
  client: EvolutionClient,
  instanceName: string,
  from: Date,
  to: Date,
  atMost: number,
): Promise<History> {
  const found: ReceivedMessage[] = [];
  const now = new Date();
  const offset = Math.min(pageSize, atMost);
  for (let page = 1; ; page += 1) {
    const answer = await client.ask('POST', `/chat/findMessages/${encodeURIComponent(instanceName)}`, {
      where: { messageTimestamp: { gte: from.toISOString(), lte: to.toISOString() } },
      page,
      offset,
    });
    const list = isRecord(answer) && isRecord(answer.messages) ? answer.messages : {};
    const records = Array.isArray(list.records) ? list.records : [];
    found.push(...records.flatMap((record) => readStoredMessage(record, now) ?? []));
    // The last page may be a full one.
    const complete = records.length < offset || list.pages === page;
    if (complete || page * offset >= atMost) return { messages: found.reverse(), complete };
  }
}
