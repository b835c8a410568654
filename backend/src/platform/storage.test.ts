// Files: written whole or not at all, and never waited for in vain.
import { mkdtemp, readdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createStorage, type Storage } from './storage';

let folder: string;
let storage: Storage;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'parley-storage-'));
  storage = createStorage(folder);
});
const files = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());

test('a file comes back as it was put, and is gone after its removal', async () => {
  expect(await storage.put('tenant/imports/one', Readable.from(['a,', 'b\n']))).toBe(4);
  expect(await text(await storage.get('tenant/imports/one'))).toBe('a,b\n');
  expect(await storage.put('tenant/imports/empty', Readable.from([]))).toBe(0);
  await storage.remove('tenant/imports/one');
  await storage.remove('tenant/imports/one');
  await expect(storage.get('tenant/imports/one')).rejects.toThrow('ENOENT');
});

test.each([
  ['before it is read, without an error', (data: PassThrough) => void data.destroy()],
  [
    'before it is read, with an error',
    (data: PassThrough) => void data.once('error', () => {}).destroy(new Error('gone')),
  ],
  ['while it is read, without an error', (data: PassThrough) => void setImmediate(() => data.destroy())],
  ['while it is read, with an error', (data: PassThrough) => void setImmediate(() => data.destroy(new Error('gone')))],
])('a stream that is cut %s fails the put and leaves nothing behind', async (_, cutOff) => {
  const data = new PassThrough();
  data.write('half');
  cutOff(data);
  await expect(storage.put('tenant/imports/cut', data)).rejects.toThrow();
  expect(await files()).toEqual([]);
});

test.each(['../up', 'a', 'a/../b', '/etc/passwd', 'a/b c'])('the key %j is refused', async (key) => {
  await expect(storage.put(key, Readable.from(['x']))).rejects.toThrow('storage key');
  expect(() => storage.remove(key)).toThrow('storage key');
});
