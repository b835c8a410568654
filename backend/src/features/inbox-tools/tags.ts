// Tags of chats: a name and a colour that the team shares. Which chats carry them is set on the chats.
import type { ChatTag, createChatTag, EndpointParsed, Page, tagColor, updateChatTag } from '@parley/contract';
import type { z } from 'zod';
import type { Actor } from '../../platform/actor';
import type { TenantTx } from '../../platform/db/database';
import { brokenConstraint } from '../../platform/db/faults';
import { AppError, found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { newId } from '../../platform/ids';
import { chatVisibleSql } from '../chats';

type NewTag = EndpointParsed<typeof createChatTag>['body'];
type TagChanges = EndpointParsed<typeof updateChatTag>['body'];

interface TagRow {
  id: string;
  name: string;
  color: z.infer<typeof tagColor>;
  chats: number;
  created_at: Date;
}

/** A team's tags are read whole; more than this many help nobody. */
const tagsAtMost = 500;

/** By name, each with how many of the chats that the actor sees carry it. */
export async function listTags({ tx, actor }: TenantContext): Promise<Page<ChatTag>> {
  const items = (await readTags(tx, actor)).map(presentTag);
  return { items, pagination: { limit: tagsAtMost, nextCursor: null } };
}

/** @throws AppError name_taken, validation_failed when there are too many */
export async function createTag(context: TenantContext, { name, color }: NewTag): Promise<ChatTag> {
  const { tx } = context;
  const count = await tx.one<{ tags: number }>('select count(*)::int as tags from tags where tenant_id = $1', [
    tx.tenantId,
  ]);
  if (count && count.tags >= tagsAtMost)
    throw new AppError('validation_failed', `There are ${tagsAtMost} tags already. Remove one that nobody uses.`);
  const id = newId();
  await orNameTaken(
    tx.query('insert into tags (tenant_id, id, name, color) values ($1, $2, $3, $4)', [tx.tenantId, id, name, color]),
  );
  await context.record({ type: 'tag.created', subjectId: id, data: { name, color } });
  return getTag(context, id);
}

/** @throws AppError not_found, name_taken */
export async function updateTag(context: TenantContext, id: string, changes: TagChanges): Promise<ChatTag> {
  const { tx } = context;
  const before = found(
    await tx.one<TagRow>('select name, color from tags where tenant_id = $1 and id = $2 for no key update', [
      tx.tenantId,
      id,
    ]),
    'tag',
  );
  const { name = before.name, color = before.color } = changes;
  if (name !== before.name || color !== before.color) {
    await orNameTaken(
      tx.query('update tags set name = $3, color = $4 where tenant_id = $1 and id = $2', [
        tx.tenantId,
        id,
        name,
        color,
      ]),
    );
    const from = { name: before.name, color: before.color };
    await context.record({ type: 'tag.updated', subjectId: id, data: { from, to: { name, color } } });
  }
  return getTag(context, id);
}

/** Removes the tag and takes it off every chat. @throws AppError not_found */
export async function removeTag(context: TenantContext, id: string): Promise<Record<string, never>> {
  const { tx } = context;
  const [removed] = await tx.query<{ name: string }>(
    'delete from tags where tenant_id = $1 and id = $2 returning name',
    [tx.tenantId, id],
  );
  const { name } = found(removed, 'tag');
  await context.record({ type: 'tag.deleted', subjectId: id, data: { name } });
  return {};
}

async function getTag({ tx, actor }: TenantContext, id: string): Promise<ChatTag> {
  const [row] = await readTags(tx, actor, id);
  return presentTag(found(row, 'tag'));
}

function readTags(tx: TenantTx, actor: Actor, id: string | null = null): Promise<TagRow[]> {
  const params: unknown[] = [tx.tenantId, id];
  // Whoever sees every chat needs none of them looked up.
  const visible = actor.can('chats.viewAll')
    ? ''
    : `and exists (select from chats c where c.tenant_id = x.tenant_id and c.id = x.chat_id and ${chatVisibleSql(actor, 'c', params)})`;
  return tx.query<TagRow>(
    `select t.id, t.name, t.color, t.created_at, coalesce(u.chats, 0) as chats from tags t
     left join (
       select x.tag_id, count(*)::int as chats from chat_tags x
       where x.tenant_id = $1 and ($2::uuid is null or x.tag_id = $2) ${visible} group by x.tag_id
     ) u on u.tag_id = t.id
     where t.tenant_id = $1 and ($2::uuid is null or t.id = $2) order by lower(t.name) limit ${tagsAtMost}`,
    params,
  );
}

function presentTag(row: TagRow): ChatTag {
  return {
    id: row.id,
    name: row.name,
    color: row.color,
    chats: row.chats,
    createdAt: row.created_at.toISOString(),
  };
}

async function orNameTaken(writing: Promise<unknown>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    if (brokenConstraint(error) === 'tags_name_key')
      throw new AppError('name_taken', 'A tag of this name exists already. Choose another name.', {
        details: [{ path: 'name', message: 'This name is taken' }],
      });
    throw error;
  }
}
