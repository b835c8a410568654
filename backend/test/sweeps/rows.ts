// One row of everything that has an address, in the owner's tenant, for the sweeps to ask about.
import { defaultPacing } from '@parley/contract';
import supertest from 'supertest';
import { insertConnection, type TestApp, type TestPerson, testPassword } from '../app';

export interface Rows {
  /** A text in every row's name; where it shows up, a row has leaked. */
  marker: string;
  /** Bodies that pass validation, by endpoint name. */
  bodies: Record<string, object>;
  /** The id of the row that an endpoint's path is about. @throws Error for a path no row was made for */
  idFor(path: string): string;
}

export async function makeRows(test: TestApp, owner: TestPerson): Promise<Rows> {
  const marker = 'Zanzibar';
  const connection = await insertConnection(test.parts, owner.tenantId, { name: `${marker} line` });
  const ids = await test.parts.db.withTenant(owner.tenantId, async (tx) => {
    const insert = async (sql: string, ...values: unknown[]) => {
      const row = await tx.one<{ id: string }>(`${sql} returning id`, [owner.tenantId, ...values]);
      return row!.id;
    };
    const contact = await insert(
      "insert into contacts (tenant_id, name, first_name, phone, phone_key) values ($1, $2, 'Z', '+972501234567', '972501234567')",
      `${marker} contact`,
    );
    const chat = await insert(
      `insert into chats (tenant_id, contact_id, connection_id, unread_count, last_message) values ($1, $2, $3, 1, $4)`,
      contact,
      connection.id,
      JSON.stringify({ preview: marker, direction: 'in', state: 'received', kind: 'text' }),
    );
    const message = await insert(
      `insert into messages (tenant_id, connection_id, contact_id, chat_id, direction, source, text, state)
       values ($1, $2, $3, $4, 'in', 'contact', $5, 'received')`,
      connection.id,
      contact,
      chat,
      `${marker} message`,
    );
    const template = await insert(
      "insert into templates (tenant_id, name, scope, body) values ($1, $2, 'global', $2)",
      marker,
    );
    await tx.query('insert into template_versions (tenant_id, template_id, version, body) values ($1, $2, 1, $3)', [
      owner.tenantId,
      template,
      marker,
    ]);
    await insert(
      "insert into connections (tenant_id, channel, name, external_id, account_id, state) values ($1, 'whatsapp_cloud', $2, $2, $2, 'connected')",
      marker,
    );
    const providerTemplate = await insert(
      `insert into provider_templates (tenant_id, account_id, name, language, category, status, components)
       values ($1, $2, $2, 'en_US', 'UTILITY', 'APPROVED', '[]')`,
      marker,
    );
    const campaign = await insert(
      `insert into campaigns (tenant_id, name, connection_id, text, body, audience, owner_id) values ($1, $2, $3, $2, $2, '{"type":"all"}', $4)`,
      `${marker} campaign`,
      connection.id,
      owner.userId,
    );
    const contactImport = await insert(
      `insert into imports (tenant_id, file_name, file_key, size_bytes, delimiter, encoding, columns, preview, suggested_mapping, created_by)
       values ($1, $2, 'none', 1, ',', 'utf-8', '["name"]', '[["x"]]', '{}', $3)`,
      `${marker}.csv`,
      owner.userId,
    );
    const note = await insert(
      'insert into notes (tenant_id, chat_id, text) values ($1, $2, $3)',
      chat,
      `${marker} note`,
    );
    const tag = await insert('insert into tags (tenant_id, name) values ($1, $2)', `${marker} tag`);
    const canned = await insert(
      'insert into canned_replies (tenant_id, shortcut, title, text) values ($1, $2, $2, $2)',
      marker.toLowerCase(),
    );
    const asset = await insert(
      `insert into assets (tenant_id, kind, mime, file_name, size_bytes, sha256, storage_key, uploaded_by)
       values ($1, 'document', 'text/plain', $2, 1, '\\x00', 'none', $3)`,
      `${marker}.txt`,
      owner.userId,
    );
    const segment = await insert(
      `insert into segments (tenant_id, name, owner_id, rules) values ($1, $2, $3, '[{"field":"hasPhone","value":true}]')`,
      `${marker} segment`,
      owner.userId,
    );
    const list = await insert(
      `insert into recipient_lists (tenant_id, file_name, file_key, size_bytes, status, delimiter, encoding, columns, mapping, created_by)
       values ($1, $2, 'none', 1, 'completed', ',', 'utf-8', '["phone"]', '{"phone":"phone"}', $3)`,
      `${marker}.csv`,
      owner.userId,
    );
    const review = await insert(
      `insert into consent_reviews (tenant_id, contact_id, message_id, guess, language, keyword, words) values ($1, $2, $3, 'opt_out', 'en', 'stop', $4)`,
      contact,
      message,
      `${marker} stop`,
    );
    await tx.query(
      `insert into consent_entries (tenant_id, contact_id, decision, origin, note) values ($1, $2, 'opt_in', 'user', $3)`,
      [owner.tenantId, contact, `${marker} asked for it`],
    );
    return {
      review,
      contact,
      chat,
      message,
      template,
      providerTemplate,
      campaign,
      contactImport,
      note,
      tag,
      canned,
      asset,
      segment,
      list,
    };
  });
  const invited = await owner
    .post('/api/invitations', { email: `${marker}@test.localhost`, role: 'agent' })
    .expect(201);
  await supertest(test.app).post('/api/auth/login').send({ email: owner.email, password: testPassword }).expect(200);
  const devices = await owner.get('/api/auth/sessions').expect(200);
  const device = devices.body.data.find((one: { current: boolean }) => !one.current);
  const byPath: [string, string][] = [
    ['/api/auth/sessions/', device.id],
    ['/api/users/', owner.userId],
    ['/api/invitations/', invited.body.data.id],
    ['/api/contacts/imports/', ids.contactImport],
    ['/api/consent/reviews/', ids.review],
    ['/api/contacts/', ids.contact],
    ['/api/templates/', ids.template],
    ['/api/provider-templates/', ids.providerTemplate],
    ['/api/social-connections/', connection.id],
    ['/api/chats/', ids.chat],
    ['/api/messages/chat/', ids.chat],
    ['/api/messages/', ids.message],
    ['/api/campaigns/', ids.campaign],
    ['/api/credits/campaigns/', ids.campaign],
    ['/api/credits/budgets/', owner.userId],
    ['/api/notes/chat/', ids.chat],
    ['/api/notes/', ids.note],
    ['/api/tags/', ids.tag],
    ['/api/canned-replies/', ids.canned],
    ['/api/assets/', ids.asset],
    ['/api/segments/', ids.segment],
    ['/api/recipient-lists/', ids.list],
  ];
  const providerForm = {
    category: 'UTILITY',
    header: null,
    body: 'Hello there',
    footer: null,
    buttons: [],
    examples: {},
  };
  return {
    marker,
    bodies: {
      startImport: { mapping: { name: 'name' } },
      approveTemplate: { version: 1 },
      rejectTemplate: { version: 1, reason: 'No' },
      updateProviderTemplate: providerForm,
      submitTemplateToMeta: { ...providerForm, connectionId: connection.id, name: 'hello', language: 'en_US' },
      updateTemplate: { name: 'Mine now', content: { body: 'Hello' } },
      updatePacing: defaultPacing,
      assignChat: { userId: null },
      setChatStatus: { status: 'closed' },
      setChatPresence: { state: 'viewing' },
      renderCannedReply: { chatId: ids.chat },
      decideConsentReview: { decision: 'dismiss' },
      setCreditBudget: { allowance: 5 },
      reactToMessage: { emoji: '👍' },
    },
    idFor(path) {
      const hit = byPath.find(([prefix]) => path.startsWith(prefix));
      if (!hit) throw new Error(`No row is made for ${path}: add one to test/sweeps/rows.ts`);
      return hit[1];
    },
  };
}
