// Lines of Meta for a test's own tenant: made at the sandbox under ids of their own, connected through the API by their token.
import { randomInt } from 'node:crypto';
import type { Channel } from '@parley/contract';
import type { SandboxClient } from '../../sandbox/src/client';
import type { Tenant } from './tenant';

/** An id as Meta makes them: digits alone. */
const newId = (prefix: string) => `${prefix}${String(randomInt(1e11, 1e12))}`;

export type MetaChannel = Exclude<Channel, 'whatsapp_evolution'>;

export interface MetaLine {
  /** The connection. */
  id: string;
  /** The number, Page or account at Meta, which customers write to. */
  senderId: string;
  /** The WhatsApp account that its templates belong to; empty on the others. */
  wabaId: string;
}

const makers = {
  async whatsapp_cloud({ graph }: SandboxClient, name: string) {
    const [phoneNumberId, wabaId, accessToken] = [newId('106'), newId('102'), newId('EAABwa')];
    await graph.addNumber({ pnid: phoneNumberId, wabaId, token: accessToken, name });
    return { senderId: phoneNumberId, wabaId, credentials: { phoneNumberId, wabaId, accessToken } };
  },
  async messenger({ graph }: SandboxClient, name: string) {
    const [pageId, pageAccessToken] = [newId('110'), newId('EAABpage')];
    await graph.addPage({ pageId, token: pageAccessToken, name });
    return { senderId: pageId, wabaId: '', credentials: { pageId, pageAccessToken } };
  },
  async instagram({ graph }: SandboxClient, name: string) {
    const [igUserId, accessToken] = [newId('178'), newId('IGAAig')];
    await graph.addInstagram({ igId: igUserId, token: accessToken, username: 'harbour.fitness', name });
    return { senderId: igUserId, wabaId: '', credentials: { igUserId, accessToken } };
  },
};

/** Adds a number, Page or account, connected and ready. */
export async function connectMeta(
  tenant: Tenant,
  sandbox: SandboxClient,
  channel: MetaChannel,
  name: string,
): Promise<MetaLine> {
  const { senderId, wabaId, credentials } = await makers[channel](sandbox, name);
  const { id } = await tenant.call<{ id: string }>('POST', '/api/social-connections', { channel, name, credentials });
  return { id, senderId, wabaId };
}
