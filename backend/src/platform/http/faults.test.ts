// Faults that are nobody's mistake or not ours: requests that meet each other, text that cannot be stored, files that are not there.
import { mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { defineEndpoint, empty, id } from '@parley/contract';
import supertest from 'supertest';
import { z } from 'zod';
import { createTestApp, type TestApp, type TestPerson } from '../../../test/app';
import { insertContact } from '../../../test/conversation';
import { createAuthenticate } from '../../features/auth';
import { bind } from './context';
import { createServer } from './server';

let app: TestApp;
let owner: TestPerson;
beforeAll(async () => {
  const frontendDir = await mkdtemp(path.join(os.tmpdir(), 'parley-app-'));
  await writeFile(path.join(frontendDir, 'index.html'), '<!doctype html><title>Parley</title>');
  app = await createTestApp({ FRONTEND_DIR: frontendDir });
  owner = await app.register();
});
afterAll(() => app.close());

const lockTwo = defineEndpoint({
  name: 'lockTwo',
  method: 'POST',
  path: '/api/lock-two',
  summary: 'Locks two contacts, one after the other',
  body: z.object({ contactIds: z.array(id).length(2) }),
  response: empty,
});

test('two requests that lock each other out are both carried out, once each', async () => {
  const ids = await Promise.all([1, 2].map(async () => (await insertContact(app.parts, owner.tenantId)).id));
  let holding = 0;
  let runs = 0;
  let bothHold: () => void = () => undefined;
  const met = new Promise<void>((resolve) => {
    bothHold = resolve;
  });
  const locking = bind(lockTwo, async ({ tx }, { body }) => {
    runs += 1;
    for (const [at, contactId] of body.contactIds.entries()) {
      await tx.query("update contacts set tags = tags || '{met}'::text[] where tenant_id = $1 and id = $2", [
        tx.tenantId,
        contactId,
      ]);
      if (at > 0) continue;
      holding += 1;
      if (holding === 2) bothHold();
      await met;
    }
    return {};
  });
  const server = createServer({
    parts: app.parts,
    endpoints: [lockTwo],
    bindings: [locking],
    authenticate: createAuthenticate(app.parts),
  });
  const send = (contactIds: string[]) =>
    supertest(server).post('/api/lock-two').set('authorization', `Bearer ${owner.token}`).send({ contactIds });
  const answers = await Promise.all([send(ids), send([...ids].reverse())]);
  expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
  expect(runs).toBeGreaterThan(2);
  const rows = await app.parts.db.read<{ tags: string[] }>(
    owner.tenantId,
    'select tags from contacts where tenant_id = $1 and id = any($2)',
    [owner.tenantId, ids],
  );
  expect(rows.map((row) => row.tags)).toEqual([
    ['met', 'met'],
    ['met', 'met'],
  ]);
});

test.each([
  ['a text', { name: 'A\0B', phone: '0501230001' }],
  ['a list', { name: 'A', phone: '0501230001', tags: ['a\0'] }],
  ['a nested value', { name: 'A', phone: '0501230001', attributes: { shirt: 'M\0' } }],
])('a NUL character in %s is refused, not a failure of ours', async (_, input) => {
  const { body } = await owner.post('/api/contacts', input).expect(400);
  expect(body.error).toBe('validation_failed');
});

test('a file of the app that is not there is a 404; pages are the app’s own', async () => {
  expect((await supertest(app.app).get('/assets/gone-1234.js').expect(404)).body.error).toBe('not_found');
  await supertest(app.app).get('/assets/..%2f..%2fetc%2fpasswd').expect(404);
  await supertest(app.app)
    .get('/campaigns/some-id')
    .set('accept', 'text/html')
    .expect(200)
    .expect(/Parley/);
  await supertest(app.app).get('/api/contacts/%E0%A4%A').expect(400);
});
