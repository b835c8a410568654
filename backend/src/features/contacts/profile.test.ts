// Who a person of a page is: asked once, after their first message.

import { META_DEFAULTS } from '../../../../sandbox/src/server';
import { createTestApp, type TestApp, type TestPerson, until } from '../../../test/app';
import { lines, startGraph, type TestGraph } from '../../../test/graph';
import { insertMetaLine, type MetaLine } from '../../../test/meta';
import { tokenPlace } from '../../channels/open-connection';
import { receiveMessages } from '../messages';

let meta: TestGraph;
let app: TestApp;
let owner: TestPerson;
let page: MetaLine;

beforeAll(async () => {
  meta = await startGraph();
  await meta.reset();
  app = await createTestApp({
    META_APP_SECRET: META_DEFAULTS.appSecret,
    META_GRAPH_URL: meta.sandbox.graphUrl,
    OUTBOUND_ALLOW_PRIVATE: 'true',
  });
  owner = await app.register();
  page = await insertMetaLine(app, owner.tenantId, 'messenger', lines.page.externalId!);
  const sealed = app.parts.vault.seal(lines.page.accessToken!, tokenPlace({ tenant_id: owner.tenantId, id: page.id }));
  await app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query('update connections set credentials = $3 where tenant_id = $1 and id = $2', [
      owner.tenantId,
      page.id,
      sealed,
    ]),
  );
  app.work();
});
afterAll(async () => {
  await app.close();
  await meta.stop();
});

const write = (person: string, mid: string) =>
  app.parts.db.withTenant(owner.tenantId, (tx) =>
    receiveMessages(tx, app.parts, { connectionId: page.id, channel: 'messenger', externalId: page.externalId }, [
      {
        providerId: mid,
        from: { scopedId: person },
        fromMe: false,
        kind: 'text',
        text: 'hi',
        content: {},
        at: new Date(),
      },
    ]),
  );
const contact = async (person: string) => {
  const [row] = await app.parts.db.read<{ name: string; picture_key: string | null; profile_at: Date | null }>(
    owner.tenantId,
    "select k.name, k.picture_key, k.profile_at from contacts k join identities i on i.contact_id = k.id where i.kind = 'psid' and i.value = $1",
    [person],
  );
  return row;
};

test('the name and the picture of a page’s customer come after their first message', async () => {
  await meta.graph.receiveInbound({ to: page.externalId, from: 'PSID_1', name: 'Ann Lee', text: 'hi' });
  await write('PSID_1', 'm1');
  const known = await until('the profile is read', async () => {
    const row = await contact('PSID_1');
    return row?.profile_at ? row : undefined;
  });
  expect(known).toMatchObject({ name: 'Ann Lee', picture_key: expect.stringContaining(owner.tenantId) });
});

test('a person whose profile may not be read keeps a placeholder, and is no trouble', async () => {
  await write('PSID_STRANGER', 'm2');
  expect((await contact('PSID_STRANGER'))?.name.length).toBeGreaterThan(0);
  await until('it was asked', async () => (await contact('PSID_STRANGER'))?.profile_at);
  expect((await contact('PSID_STRANGER'))?.picture_key).toBeNull();
});
