// Sounds and films share containers: what a file is taken for, by its bytes and, where these say nothing, by its name.
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readContentType } from './content-type';

const folder = mkdtempSync(path.join(os.tmpdir(), 'parley-content-type-'));

/** The beginning of an MPEG-4 file of this brand, which is all that tells what it is. */
const mpeg4 = (brand: string) => {
  const box = Buffer.concat([Buffer.alloc(4), Buffer.from(`ftyp${brand}`), Buffer.alloc(4), Buffer.from('isomiso2')]);
  box.writeUInt32BE(box.length);
  return Buffer.concat([box, Buffer.alloc(64)]);
};
const read = (bytes: Buffer, name: string) => {
  const file = path.join(folder, 'upload');
  writeFileSync(file, bytes);
  return readContentType(file, name);
};

test.each([
  ['a phone’s voice memo', 'M4A ', 'memo.m4a', { kind: 'audio', mime: 'audio/x-m4a' }],
  ['a voice memo without its name', 'M4A ', 'memo', { kind: 'audio', mime: 'audio/x-m4a' }],
  ['a browser’s recording in a container for films', 'isom', 'voice.m4a', { kind: 'audio', mime: 'audio/mp4' }],
  ['the same with capitals', 'mp42', 'VOICE.M4A', { kind: 'audio', mime: 'audio/mp4' }],
  ['a film', 'isom', 'voice.mp4', { kind: 'video', mime: 'video/mp4' }],
  ['a film that only mentions the ending', 'isom', 'my.m4a.mp4', { kind: 'video', mime: 'video/mp4' }],
])('%s is known for what it is', async (_what, brand, name, expected) => {
  expect(await read(mpeg4(brand), name)).toEqual(expected);
});

test('the name .m4a makes no sound of a picture, and none of what is not known', async () => {
  const gif = Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(64)]);
  expect(await read(gif, 'voice.m4a')).toMatchObject({ kind: 'image' });
  expect(await read(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), 'voice.m4a')).toBeUndefined();
});

test('a voice note is a sound, whatever its container says of the codec', async () => {
  const page = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead'), Buffer.alloc(64)]);
  expect(await read(page, 'voice.ogg')).toEqual({ kind: 'audio', mime: 'audio/ogg' });
});
