// Samples of a message as people will read it, and how many would find a blank in it. Exact up to ten thousand recipients; beyond that
// an even sample speaks for all.
import type { LaunchCheck } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { type CompiledTemplate, loadRenderValues } from '../templates';
import { audienceParams, audienceWhere, hasAddress, type StoredAudience } from './audience';
import type { InlinePreview } from './inline';

export interface Rendering {
  contactName: string;
  phone: string;
  values: Record<string, string>;
}
export type Sampled = Pick<LaunchCheck, 'samples' | 'blanks'>;

/** Audiences up to this size are read whole; of larger ones `sampleSize` contacts. */
const exactUpTo = 10_000;
const sampleSize = 500;
const batchSize = 1000;

interface Shown {
  contactName: string;
  phone: string;
  text: string;
  blanks: number;
}

export function createSampler(template: CompiledTemplate): {
  add(batch: readonly Rendering[]): void;
  finish(audienceSize: number): Sampled;
} {
  const blanks = new Map<string, number>();
  let first: Shown | undefined;
  let longest: Shown | undefined;
  let mostBlanks: Shown | undefined;
  let seen = 0;
  return {
    add(batch) {
      for (const { contactName, phone, values } of batch) {
        const { text, missing } = template.render(values);
        const shown = { contactName, phone, text, blanks: missing.length };
        seen += 1;
        for (const variable of missing) blanks.set(variable, (blanks.get(variable) ?? 0) + 1);
        first ??= shown;
        if (text.length > (longest?.text.length ?? -1)) longest = shown;
        if (missing.length > (mostBlanks?.blanks ?? 0)) mostBlanks = shown;
      }
    },
    finish(audienceSize) {
      const scale = seen === 0 ? 0 : Math.max(1, audienceSize / seen);
      const samples: LaunchCheck['samples'] = [];
      const show = (kind: LaunchCheck['samples'][number]['kind'], of: Shown | undefined) => {
        const { contactName, phone, text } = of ?? { contactName: '', phone: '', text: '' };
        if (of && !samples.some((other) => other.phone === phone && other.text === text))
          samples.push({ contactName, phone, text, kind });
      };
      show('first', first);
      show('longest', longest);
      show('most_blanks', mostBlanks);
      return {
        samples,
        blanks: [...blanks]
          .map(([variable, count]) => ({ variable, count: Math.round(count * scale) }))
          .sort((a, b) => b.count - a.count),
      };
    },
  };
}

/** Contacts of an audience in sending order, in batches. */
export async function* eachListedBatch(
  tx: TenantTx,
  audience: StoredAudience,
  ownerId: string | null,
  sendable: number,
): AsyncGenerator<Rendering[]> {
  // The last byte of a contact's id is random: a range of it is an even sample. Twice as wide as needed, then cut.
  const width = sendable <= exactUpTo ? 256 : Math.max(1, Math.ceil((2 * 256 * sampleSize) / sendable));
  const limit = sendable <= exactUpTo ? exactUpTo : sampleSize;
  let after: string | null = null;
  for (let left = limit; left > 0; ) {
    const rows: { id: string; name: string; phone: string | null }[] = await tx.query(
      `select c.id, c.name, c.phone from contacts c
       where ${audienceWhere} and c.opted_out_at is null and ${hasAddress} and get_byte(uuid_send(c.id), 15) < $6 and ($7::uuid is null or c.id > $7)
       order by c.id limit $8`,
      [...audienceParams(tx, audience), width, after, Math.min(left, batchSize)],
    );
    const values = await loadRenderValues(
      tx,
      rows.map((row) => row.id),
      ownerId ? { campaignOwnerId: ownerId } : {},
    );
    yield rows.map((row) => ({ contactName: row.name, phone: row.phone ?? '', values: values.get(row.id) ?? {} }));
    if (rows.length < batchSize) return;
    left -= rows.length;
    after = rows.at(-1)?.id ?? null;
  }
}

/** An inline list in its own order. People who are no contacts yet have only what the list says of them. */
export async function* eachInlineBatch(
  tx: TenantTx,
  recipients: InlinePreview['sendable'],
  ownerId: string | null,
): AsyncGenerator<Rendering[]> {
  for (let at = 0; at < recipients.length; at += batchSize) {
    const batch = recipients.slice(at, at + batchSize);
    const known = batch.flatMap(({ contactId, variables }) => (contactId ? [[contactId, variables] as const] : []));
    const values = await loadRenderValues(
      tx,
      known.map(([id]) => id),
      { ...(ownerId ? { campaignOwnerId: ownerId } : {}), recipientVariables: new Map(known) },
    );
    yield batch.map(({ contactId, phone, name, variables }) => {
      const stored = contactId ? values.get(contactId) : undefined;
      const fresh = { name: name ?? phone.e164, 'lead.name': name ?? phone.e164, 'lead.status': 'New', ...variables };
      return {
        contactName: stored?.name ?? name ?? phone.e164,
        phone: phone.e164,
        values: stored ?? { ...fresh, phone: phone.e164, 'lead.phone': phone.e164 },
      };
    });
  }
}
