// The bucket keeps the same promises as the disk; the far end here is a small server that speaks S3's verbs and looks at the signature.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import type { Storage } from './storage';
import { createS3Storage } from './storage-s3';

const objects = new Map<string, Buffer>();
let server: Server;
let storage: Storage;
let unsigned = 0;

beforeAll(async () => {
  server = createServer(async (req, res) => {
    if (!/^AWS4-HMAC-SHA256 Credential=key\/\d{8}\/il-1\/s3\/aws4_request/.test(req.headers.authorization ?? ''))
      unsigned += 1;
    const key = decodeURIComponent((req.url ?? '').split('?')[0] ?? '');
    const found = objects.get(key);
    if (req.method === 'PUT') {
      objects.set(key, await buffer(req));
      res.writeHead(200, { etag: '"x"' }).end();
    } else if (req.method === 'DELETE') {
      objects.delete(key);
      res.writeHead(204).end();
    } else if (!found) {
      res.writeHead(404, { 'content-type': 'application/xml' }).end('<Error><Code>NoSuchKey</Code></Error>');
    } else {
      const [, from, to] = /bytes=(\d+)-(\d+)/.exec(req.headers.range ?? '') ?? [];
      const part = from === undefined ? found : found.subarray(Number(from), Number(to) + 1);
      res.writeHead(from === undefined ? 200 : 206, { 'content-length': part.length }).end(part);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  storage = createS3Storage({
    bucket: 'files',
    region: 'il-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accessKeyId: 'key',
    secretAccessKey: 'secret',
  });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('what is put is got back, whole and in part, and is gone when removed', async () => {
  expect(await storage.put('tenant/assets/a', Readable.from([Buffer.from('0123'), Buffer.from('456789')]))).toBe(10);
  expect([...objects.keys()]).toEqual(['/files/tenant/assets/a']);
  expect(await text(await storage.get('tenant/assets/a'))).toBe('0123456789');
  expect(await text(await storage.get('tenant/assets/a', { start: 2, end: 4 }))).toBe('234');
  await storage.remove('tenant/assets/a');
  await expect(storage.get('tenant/assets/a')).rejects.toThrow();
  await storage.remove('tenant/assets/a');
  expect(unsigned).toBe(0);
});

test('data that breaks off leaves nothing behind', async () => {
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('begin');
      throw new Error('the client went away');
    })(),
  );
  await expect(storage.put('tenant/assets/b', broken)).rejects.toThrow('the client went away');
  expect(objects.size).toBe(0);
});

test.each(['a', '../b/c', 'a/../b', 'a//b', 'a/b c'])('%s is no key', async (key) => {
  await expect(storage.put(key, Readable.from(['x']))).rejects.toThrow('A storage key is made of');
});
