// What happened: the event types of the product and the frames of the live feed.
import { z } from 'zod';
import { campaignProgress } from './campaign-progress';
import { chat, chatViewer } from './chats';
import { connectionQr, connectionState } from './connections';
import { id } from './core';
import { credits } from './credits';
import { importStatus } from './imports';
import { message } from './messages';
import { recipientListProgress } from './recipient-lists';

/** Every event type; each is written once, in the transaction of the change. */
export const eventTypes = [
  'tenant.created',
  'tenant.updated',
  'user.joined',
  'user.updated',
  'user.removed',
  'user.signed_in',
  'user.signed_out',
  'invitation.created',
  'invitation.revoked',
  'password.reset',
  'contact.created',
  'contact.updated',
  'contact.deleted',
  'contact.opted_out',
  'contact.opted_in',
  'segment.created',
  'segment.updated',
  'segment.deleted',
  'recipient_list.created',
  'recipient_list.progress',
  'recipient_list.finished',
  'consent.review_opened',
  'consent.reviewed',
  'consent.settings',
  'import.started',
  'import.progress',
  'import.finished',
  'import.undo_started',
  'import.undone',
  'connection.created',
  'connection.updated',
  'connection.deleted',
  'connection.status',
  'connection.qr',
  'connection.gap',
  'connection.health',
  'connection.token',
  'connection.slowed',
  'pacing.updated',
  'chat.created',
  'chat.updated',
  'chat.assigned',
  'chat.read',
  'chat.tagged',
  'chat.taken_over',
  'chat.deleted',
  'message.created',
  'message.status',
  'message.deleted',
  'message.media',
  'note.created',
  'note.updated',
  'note.deleted',
  'tag.created',
  'tag.updated',
  'tag.deleted',
  'canned_reply.changed',
  'inbox.settings',
  'inbox.availability',
  'asset.uploaded',
  'asset.deleted',
  'template.created',
  'template.updated',
  'template.deleted',
  'template.submitted',
  'template.approved',
  'template.rejected',
  'template.settings',
  'provider_template.submitted',
  'provider_template.edited',
  'provider_template.deleted',
  'provider_template.reported',
  'provider_template.synced',
  'campaign.created',
  'campaign.updated',
  'campaign.deleted',
  'campaign.started',
  'campaign.scheduled',
  'campaign.unscheduled',
  'campaign.paused',
  'campaign.resumed',
  'campaign.cancelled',
  'campaign.completed',
  'campaign.failed',
  'campaign.retried',
  'campaign.readmitted',
  'campaign.progress',
  'credits.topped_up',
  'credits.updated',
  'credits.low',
  'credits.budget_changed',
  'credits.low_changed',
  'credits.faulty',
] as const;
export const eventType = z.enum(eventTypes);
export type EventType = z.infer<typeof eventType>;

/** When a picture was read: of two pictures of one message the one with the greater number knows at least as much. Not a time. */
const asOf = z.number();

/** Data of each live frame. Frames carry what the screen needs, so that a client rarely has to ask again. */
export const frameData = {
  'message.created': z.object({ chat, message, asOf }),
  'message.status': z.object({
    asOf,
    changes: z.array(z.object({ messageId: id, chatId: id.nullable(), message })),
  }),
  'chat.updated': z.object({ chat }),
  'chats.changed': z
    .object({ chatIds: z.array(id).max(100) })
    .describe('Sight of these was lost; fetch the lists afresh'),
  'chat.deleted': z.object({ chatId: id }),
  'chat.presence': z.object({ chatId: id, viewers: z.array(chatViewer) }),
  'chat.gap': z.object({ connectionId: id }),
  'contact.typing': z.object({ chatId: id, typing: z.boolean() }),
  'notes.changed': z.object({ chatId: id }),
  'tags.changed': z.object({}),
  'canned_replies.changed': z.object({}),
  'inbox.changed': z.object({}).describe('Settings or availability'),
  'campaign.progress': campaignProgress,
  'campaign.changed': z.object({ campaignId: id }),
  'connection.status': z.object({ connectionId: id, state: connectionState }),
  'connection.qr': z.object({ connectionId: id, qr: connectionQr }),
  'import.progress': z.object({
    importId: id,
    status: importStatus,
    processed: z.number().int(),
    total: z.number().int().nullable(),
    created: z.number().int(),
    updated: z.number().int(),
    skipped: z.number().int(),
    failed: z.number().int(),
  }),
  'recipient_list.progress': recipientListProgress,
  'segments.changed': z.object({}),
  'credits.updated': credits,
  'credits.budgets': z.object({ userId: id }).describe('The budget of this member changed'),
  'contacts.changed': z.object({ contactIds: z.array(id).max(100) }),
  'consent.changed': z
    .object({ contactIds: z.array(id).max(100) })
    .describe('Questions about what these people meant; empty: the settings'),
  'templates.changed': z.object({ templateId: id.nullable().describe('null: the settings of all') }),
  'provider_templates.changed': z.object({ accountId: z.string() }),
  'template.decided': z.object({
    templateId: id,
    name: z.string(),
    decision: z.enum(['approved', 'rejected']),
    reason: z.string().nullable(),
  }),
  'team.changed': z.object({}),
  resync: z.object({ reason: z.string() }),
  hello: z.object({ seq: z.number().int() }),
} as const;
export type FrameType = keyof typeof frameData;
export type FrameData<T extends FrameType> = z.output<(typeof frameData)[T]>;

/** One message of the WebSocket. `seq` rises within a tenant; a client reconnects with `since=<last seq>`. */
export interface Frame<T extends FrameType = FrameType> {
  seq: number;
  type: T;
  data: FrameData<T>;
}

/** Who may hear a frame: holders of `permission`, and of these either everybody (`viewAll` permission or absent) or the named users. */
export interface FrameAudience {
  permission?: string;
  viewAll?: string;
  userIds?: string[];
  /** True lets holders of `chats.viewUnassigned` hear it (nobody is assigned yet). */
  unassigned?: boolean;
  /** This user alone does not hear it (it is their own doing). */
  exceptUserId?: string;
}
