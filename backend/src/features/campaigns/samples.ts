// Samples of a message as people will read it, and how many would find a blank in it. Exact up to ten thousand recipients; beyond that
// an even sample speaks for all.
import type { Channel, LaunchCheck } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { leftOutSql } from '../contacts';
import { renderParams, renderTemplate } from '../provider-templates';
import { readSendable } from '../recipient-lists';
import { compileTemplate, loadRenderValues } from '../templates';
import { type ContactAudience, memberSql, type StoredAudience } from './audience';
import type { PlannedMessage, Wording } from './message';

export interface Rendering {
  contactName: string;
  phone: string;
  values: Record<string, string>;
}
export type Sampled = Pick<LaunchCheck, 'samples' | 'blanks'>;

/** Audiences up to this size are read whole; of larger ones about `sampleSize` people. */
const exactUpTo = 10_000;
const sampleSize = 500;
const batchSize = 1000;
/** The last two bytes of a contact's id are random, so that a range of their values holds an even share of any audience. */
const idValues = 65_536;

/** Somebody who may be no contact yet. */
export interface SampledPerson {
  contactId: string | undefined;
  e164: string;
  name: string | undefined;
  variables: Record<string, string>;
}

type Sample = LaunchCheck['samples'][number];

interface Shown extends Pick<Sample, 'contactName' | 'phone' | 'text' | 'template'> {
  blanks: number;
}

export interface Sampler {
  add(batch: readonly Rendering[]): void;
  finish(audienceSize: number): Sampled;
}

/** Samples of every variant. Who gets which is decided at the launch, so everybody is looked at for each and counted by its share. */
export function createMessageSampler(message: PlannedMessage): Sampler {
  const rest = 100 - message.variants.reduce((sum, { share }) => sum + share, 0);
  const samplers = [{ ...message, share: rest }, ...message.variants].map((wording, variant) => ({
    share: wording.share,
    sampler: createSampler(wording, variant),
  }));
  return {
    add(batch) {
      for (const { sampler } of samplers) sampler.add(batch);
    },
    finish(audienceSize) {
      const found = samplers.map(({ sampler, share }) => sampler.finish((audienceSize * share) / 100));
      const blanks = new Map<string, number>();
      for (const { variable, count } of found.flatMap((one) => one.blanks))
        blanks.set(variable, (blanks.get(variable) ?? 0) + count);
      return {
        samples: found.flatMap(({ samples }) => samples),
        blanks: [...blanks]
          .map(([variable, count]) => ({ variable, count: Math.round(count) }))
          .sort((a, b) => b.count - a.count),
      };
    },
  };
}

/** What one person reads, and which variables came out blank. */
function rendererOf({ body, provider }: Wording) {
  if (!provider) {
    const compiled = compileTemplate(body);
    return (values: Record<string, string>) => ({ ...compiled.render(values), template: null });
  }
  return (values: Record<string, string>) => {
    const missing = new Set<string>();
    const { filled } = renderParams(provider.template, provider.params, (value) => {
      const rendered = compileTemplate(value).render(values);
      for (const variable of rendered.missing) missing.add(variable);
      return rendered.text;
    });
    const { text, content } = renderTemplate(provider.template, filled);
    return { text, template: content, missing: [...missing] };
  };
}

function createSampler(wording: Wording, variant: number): Sampler {
  const render = rendererOf(wording);
  const blanks = new Map<string, number>();
  let first: Shown | undefined;
  let longest: Shown | undefined;
  let mostBlanks: Shown | undefined;
  let seen = 0;
  return {
    add(batch) {
      for (const { contactName, phone, values } of batch) {
        const { text, missing, template } = render(values);
        const shown = { contactName, phone, text, template, blanks: missing.length };
        seen += 1;
        for (const variable of missing) blanks.set(variable, (blanks.get(variable) ?? 0) + 1);
        first ??= shown;
        if (text.length > (longest?.text.length ?? -1)) longest = shown;
        if (missing.length > (mostBlanks?.blanks ?? 0)) mostBlanks = shown;
      }
    },
    finish(audienceSize) {
      const scale = seen === 0 ? 0 : audienceSize / seen;
      const samples: LaunchCheck['samples'] = [];
      const show = (kind: Sample['kind'], of: Shown | undefined) => {
        if (!of) return;
        const { blanks: _, ...shown } = of;
        if (!samples.some(({ phone, text }) => phone === of.phone && text === of.text))
          samples.push({ ...shown, kind, variant });
      };
      show('first', first);
      show('longest', longest);
      show('most_blanks', mostBlanks);
      return {
        samples,
        blanks: [...blanks].map(([variable, count]) => ({ variable, count: count * scale })),
      };
    },
  };
}

/** What is read for samples, and for whom. Inline people come parsed; see `eachInlineBatch`. */
export interface SamplePlan {
  audience: Exclude<StoredAudience, { type: 'inline' }>;
  connection: { channel: Channel };
  /** The coach of contacts that have none of their own. */
  ownerId: string | null;
}

/** The people of a plan in sending order, in batches. */
export function eachBatch(tx: TenantTx, plan: SamplePlan, sendable: number): AsyncGenerator<Rendering[]> {
  const { audience, ownerId } = plan;
  if (audience.type === 'list') return eachListBatch(tx, audience, ownerId, sendable);
  return eachContactBatch(tx, { ...plan, audience }, sendable);
}

async function* eachContactBatch(
  tx: TenantTx,
  { audience, ownerId, connection }: SamplePlan & { audience: ContactAudience },
  sendable: number,
): AsyncGenerator<Rendering[]> {
  const width = sendable <= exactUpTo ? idValues : Math.ceil((idValues * sampleSize) / sendable);
  const params: unknown[] = [tx.tenantId, connection.channel, width];
  const where = memberSql(audience, params);
  const at = params.length;
  let after: string | null = null;
  for (let left = exactUpTo; left > 0; ) {
    const rows: { id: string; name: string; phone: string | null }[] = await tx.query(
      `select c.id, c.name, c.phone from contacts c
       where ${where} and ${leftOutSql('$2')} is null and get_byte(uuid_send(c.id), 14) * 256 + get_byte(uuid_send(c.id), 15) < $3 and ($${at + 1}::uuid is null or c.id > $${at + 1})
       order by c.id limit $${at + 2}`,
      [...params, after, Math.min(left, batchSize)],
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

/** Of a long list rows at even distances, because it may be sorted by anything. */
async function* eachListBatch(
  tx: TenantTx,
  list: { listId: string; ownerId: string | null },
  ownerId: string | null,
  sendable: number,
): AsyncGenerator<Rendering[]> {
  const every = sendable <= exactUpTo ? 1 : Math.ceil(sendable / sampleSize);
  let after = 0;
  for (let left = exactUpTo; left > 0; left -= batchSize) {
    const people = await readSendable(tx, list, { after, limit: batchSize, every });
    yield* eachInlineBatch(tx, people, ownerId);
    if (people.length < batchSize) return;
    after = people.at(-1)?.row ?? after;
  }
}

/** An inline list in its own order. People who are no contacts yet have only what the list says of them. */
export async function* eachInlineBatch(
  tx: TenantTx,
  recipients: readonly SampledPerson[],
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
    yield batch.map(({ contactId, e164, name, variables }) => {
      const stored = contactId ? values.get(contactId) : undefined;
      const fresh = { name: name ?? e164, 'lead.name': name ?? e164, 'lead.status': 'New', ...variables };
      return {
        contactName: stored?.name ?? name ?? e164,
        phone: e164,
        values: stored ?? { ...fresh, phone: e164, 'lead.phone': e164 },
      };
    });
  }
}
