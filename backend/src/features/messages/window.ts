// The window in which one may write freely: asked on every path before anything is queued. Pure.
import type { Channel } from '@parley/contract';
import { AppError } from '../../platform/errors';
import { windowCloses } from '../chats';

export interface WindowOf {
  channel: Channel;
  lastInboundAt: Date | null;
  createdAt: Date;
  /** The installation may answer as a person for seven days, where the channel allows it. */
  humanAgent: boolean;
}

export const channelNames: Record<Channel, string> = {
  whatsapp_evolution: 'WhatsApp',
  whatsapp_cloud: 'WhatsApp',
  messenger: 'Messenger',
  instagram: 'Instagram',
};

/**
 * @param at when the message is to leave
 * @throws AppError window_closed unless everything may be sent then; templates always may
 */
export function demandOpenWindow(of: WindowOf, kinds: readonly string[], at: Date, now: Date): void {
  if (kinds.every((kind) => kind === 'template')) return;
  const closesAt = windowCloses(of.channel, of.lastInboundAt, of.createdAt, { humanAgent: of.humanAgent });
  if (closesAt === null || at.getTime() < closesAt.getTime()) return;
  const name = channelNames[of.channel];
  const remedy =
    of.channel === 'whatsapp_cloud' ? 'Send an approved template, or wait until they write.' : 'Wait until they write.';
  throw new AppError('window_closed', `${reason(of, name, now.getTime() < closesAt.getTime())} ${remedy}`, {
    data: { windowClosesAt: closesAt.toISOString() },
  });
}

function reason({ lastInboundAt }: WindowOf, name: string, stillOpen: boolean): string {
  if (lastInboundAt === null) return `This customer has not written to you yet, and ${name} lets only customers begin.`;
  if (stillOpen) return `The time in which ${name} allows free answers will be over by then.`;
  return `The customer last wrote too long ago: ${name} does not allow free answers any more.`;
}
