// Lines of Meta for tests that go over HTTP: the sandbox, the environment that points an application at it, and assets with ids of their own,
// because a number or page belongs to one connection of the whole installation.
import type { Channel, Connection } from '@parley/contract';
import { META_DEFAULTS, type Sandbox, startSandbox } from '../../sandbox/src/server';
import type { TestPerson } from './app';

type Given = { tokenExpiresAt?: number; isSubscribed?: boolean; scopes?: string[]; wabaId?: string; token?: string };

export type MetaLines = Awaited<ReturnType<typeof startMetaLines>>;

export async function startMetaLines() {
  const sandbox: Sandbox = await startSandbox({ apiKey: 'meta-lines-key', meta: {} });
  const { graph } = sandbox.control;
  let next = 0;
  const fresh = (prefix: string) => `${prefix}${String(Date.now()).slice(-8)}${String(++next).padStart(4, '0')}`;

  const makers = {
    async whatsapp_cloud({ wabaId = fresh('102'), token = fresh('EAABwa'), ...given }: Given) {
      const phoneNumberId = fresh('106');
      await graph.addNumber({ pnid: phoneNumberId, wabaId, token, name: 'Shop One', ...given });
      return { phoneNumberId, wabaId, accessToken: token };
    },
    async messenger({ token = fresh('EAABpage'), isSubscribed, ...given }: Given) {
      const pageId = fresh('110');
      await graph.addPage({
        pageId,
        token,
        name: 'Shop Page',
        ...given,
        ...(isSubscribed === undefined ? {} : { isSubscribed }),
      });
      return { pageId, pageAccessToken: token };
    },
    async instagram({ token = fresh('IGAAig'), ...given }: Given) {
      const igUserId = fresh('178');
      await graph.addInstagram({ igId: igUserId, token, username: 'shop.one', ...given });
      return { igUserId, accessToken: token };
    },
  };

  return {
    sandbox,
    graph,
    env: {
      META_GRAPH_URL: sandbox.graphUrl,
      META_APP_ID: META_DEFAULTS.appId,
      META_APP_SECRET: META_DEFAULTS.appSecret,
    },
    /** Something at Meta, and what somebody pastes to connect it. */
    make: <C extends keyof typeof makers>(channel: C, given: Given = {}) =>
      makers[channel](given) as ReturnType<(typeof makers)[C]>,
    /** A connected line over HTTP. */
    async connect(person: TestPerson, channel: Exclude<Channel, 'whatsapp_evolution'>, given: Given = {}) {
      const credentials = await makers[channel](given);
      const body = { channel, name: fresh('Line '), credentials };
      const line: Connection = (await person.post('/api/social-connections', body).expect(201)).body.data;
      return {
        line,
        credentials,
        token: 'accessToken' in credentials ? credentials.accessToken : credentials.pageAccessToken,
      };
    },
    close: () => sandbox.stop(),
  };
}
