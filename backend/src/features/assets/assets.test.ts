// Files: what may be uploaded, by whom they are seen, how they are served and what a channel gets of them.
import { execFileSync } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import request from 'supertest';
import { createTestApp, insertConnection, type TestApp, type TestPerson } from '../../../test/app';
import { toVoiceNote } from './ffmpeg';
import { outboundFile } from './outbound';
import { fitPicture } from './pictures';
import { assetColumns, type StoredAsset } from './rows';
import { readFileToken, signFilePath } from './signed-urls';

let app: TestApp;
let owner: TestPerson;
let picture: Buffer;

beforeAll(async () => {
  app = await createTestApp();
  owner = await app.register();
  picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#0b5f5b' } })
    .png()
    .toBuffer();
});
afterAll(() => app.close());

const upload = (files: [Buffer | string, string][], person = owner) =>
  files.reduce(
    (req, [bytes, name]) => req.attach('files', Buffer.from(bytes), name),
    request(app.app).post('/api/assets').set('authorization', `Bearer ${person.token}`),
  );
const get = (url: string) => request(app.app).get(url);
const rows = () =>
  app.parts.db.read<{ id: string }>(owner.tenantId, 'select id from assets where tenant_id = $1', [owner.tenantId]);

describe('uploading', () => {
  test('several files keep their order, their names in any script, and get what lists need', async () => {
    const { body } = await upload([
      [picture, 'מפה.png'],
      ['Opening hours: 9–18', 'hours.txt'],
    ]).expect(201);
    expect(body.data).toMatchObject([
      {
        kind: 'image',
        mime: 'image/png',
        fileName: 'מפה.png',
        width: 900,
        height: 600,
        sizeBytes: picture.length,
        size: picture.length,
      },
      { kind: 'document', mime: 'text/plain', fileName: 'hours.txt', thumbnailUrl: null },
    ]);
    const { body: small } = await get(body.data[0].thumbnailUrl).expect(200).expect('content-type', 'image/webp');
    expect(await sharp(small).metadata()).toMatchObject({ format: 'webp', width: 560 });
  });

  test.each<[string, Buffer | string, string, number]>([
    ['a drawing that runs', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 'a.png', 415],
    ['a page', '<!doctype html><script>1</script>', 'a.txt', 415],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), 'a.pdf', 415],
    [
      'what only begins like a picture',
      Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(400)]),
      'a.png',
      415,
    ],
    ['an empty file', '', 'a.txt', 400],
    ['a picture beyond the limit', 'jpeg', 'a.jpg', 413],
  ])('%s is refused whatever its name, and nothing of the request is kept', async (_what, bytes, name, status) => {
    const given =
      bytes === 'jpeg'
        ? Buffer.concat([await sharp(picture).jpeg().toBuffer(), Buffer.alloc(10 * 1024 * 1024)])
        : bytes;
    const before = (await rows()).length;
    await upload([
      [picture, 'good.png'],
      [given, name],
    ]).expect(status);
    expect((await rows()).length).toBe(before);
  });

  test('more pixels than anybody can show are refused before they are decoded', async () => {
    const bomb = await sharp({ create: { width: 16_000, height: 8000, channels: 3, background: 'black' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    await upload([[bomb, 'bomb.png']]).expect(415);
  });

  test('no file, too many files and another form are named as what they are', async () => {
    await upload([]).field('note', 'x').expect(400);
    await upload(Array.from({ length: 11 }, (_, n) => [picture, `${n}.png`])).expect(400);
    await owner.post('/api/assets', { files: [] }).expect(415);
  });
});

describe('who sees a file', () => {
  test('its address works without a session, until it is changed or has ended', async () => {
    const { body } = await upload([[picture, 'a.png']]).expect(201);
    const { url } = body.data[0];
    const whole = await get(url).expect(200).expect('x-content-type-options', 'nosniff');
    expect(Buffer.compare(whole.body, picture)).toBe(0);
    await get(url).set('if-none-match', String(whole.headers.etag)).expect(304);
    await get(url.replace('/api/files/', '/api/files/A')).expect(404);
    const token = url.split('/')[3];
    expect(readFileToken(app.parts.config, token)).toMatchObject({ tenantId: owner.tenantId });
    expect(readFileToken(app.parts.config, token, Date.now() + 3 * 86_400_000)).toBeUndefined();
    expect(readFileToken(app.parts.config, `${token}x`)).toBeUndefined();
  });

  test('the address of a file stays the same for a day, so that it is fetched once', () => {
    const file = { tenantId: owner.tenantId, id: 'x', form: 'original', name: 'a' } as const;
    const day = Math.floor(Date.now() / 86_400_000) * 86_400_000;
    expect(signFilePath(app.parts.config, file, day + 1000)).toBe(
      signFilePath(app.parts.config, file, day + 80_000_000),
    );
    expect(signFilePath(app.parts.config, file, day)).not.toBe(signFilePath(app.parts.config, file, day + 86_400_000));
  });

  test('a player gets the part it asks for', async () => {
    const { body } = await upload([['0123456789', 'a.txt']]).expect(201);
    const { url } = body.data[0];
    const part = await get(url).set('range', 'bytes=2-4').expect(206).expect('content-range', 'bytes 2-4/10');
    expect(part.text).toBe('234');
    expect((await get(url).set('range', 'bytes=-3').expect(206)).text).toBe('789');
    await get(url).set('range', 'bytes=20-').expect(416);
    // A text is a download: a browser must not take it for a page.
    expect((await get(url).expect(200)).headers['content-disposition']).toMatch(/^attachment/);
  });

  test('a colleague who sees no message with it, and another tenant, are told that it does not exist', async () => {
    const { body } = await upload([[picture, 'a.png']]).expect(201);
    const { id } = body.data[0];
    await owner.get(`/api/assets/${id}`).expect(200);
    const agent = await app.join(owner, 'agent');
    await agent.get(`/api/assets/${id}`).expect(404);
    const stranger = await app.register();
    await stranger.get(`/api/assets/${id}`).expect(404);
    await stranger.del(`/api/assets/${id}`).expect(404);
  });

  test('an upload that no message carries can be removed, file and all', async () => {
    const { body } = await upload([[picture, 'a.png']]).expect(201);
    const { id, url } = body.data[0];
    await owner.del(`/api/assets/${id}`).expect(200);
    await owner.get(`/api/assets/${id}`).expect(404);
    await get(url).expect(404);
  });
});

describe('what a channel gets', () => {
  const stored = async (id: string) => {
    const [row] = await app.parts.db.read<StoredAsset>(
      owner.tenantId,
      `select ${assetColumns} from assets a where a.tenant_id = $1 and a.id = $2`,
      [owner.tenantId, id],
    );
    return row!;
  };

  test('a picture of a kind that the channel does not show leaves as JPEG, and is made once', async () => {
    const webp = await sharp(picture).webp().toBuffer();
    const { body } = await upload([[webp, 'a.webp']]).expect(201);
    const { id } = await insertConnection(app.parts, owner.tenantId);
    const file = outboundFile(app.parts, owner.tenantId, await stored(body.data[0].id), id, 'whatsapp_cloud');
    expect(file).toMatchObject({ mime: 'image/jpeg', fileName: 'a.jpg' });
    const first = await file.read();
    expect(await sharp(first).metadata()).toMatchObject({ format: 'jpeg', width: 900 });
    expect(Buffer.compare(first, await file.read())).toBe(0);
    const kept = await app.parts.storage.get(`${owner.tenantId}/forms/${body.data[0].id}-whatsapp_cloud`).then(buffer);
    expect(Buffer.compare(kept, first)).toBe(0);
  });

  test('a picture that is too large is made to fit; one that cannot fit is given up', async () => {
    const noise = await sharp({
      create: {
        width: 800,
        height: 600,
        channels: 3,
        background: 'black',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .png()
      .toBuffer();
    const fitted = await fitPicture(noise, 120_000);
    expect(fitted?.length).toBeLessThanOrEqual(120_000);
    expect(await fitPicture(noise, 500)).toBeUndefined();
  });

  test('an upload at the provider is used again until shortly before it ends', async () => {
    const { body } = await upload([[picture, 'a.png']]).expect(201);
    const { id: connectionId } = await insertConnection(app.parts, owner.tenantId);
    const assetId: string = body.data[0].id;
    const file = async () =>
      outboundFile(app.parts, owner.tenantId, await stored(assetId), connectionId, 'whatsapp_cloud');
    (await file()).rememberUpload?.('media-1', new Date(Date.now() + 86_400_000));
    const end = Date.now() + 5000;
    while ((await file()).uploadedId !== 'media-1') {
      if (Date.now() > end) throw new Error('the upload was not remembered');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    (await file()).rememberUpload?.('media-2', new Date(Date.now() + 60_000));
    while ((await file()).uploadedId === 'media-1') {
      if (Date.now() > end) throw new Error('the newer upload was not remembered');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect((await file()).uploadedId).toBeNull();
  });

  const hasFfmpeg = () => {
    try {
      execFileSync('ffmpeg', ['-version'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };

  test('a recording becomes a voice note where ffmpeg is there, and is given up where it is not', async () => {
    const wave = Buffer.concat([
      Buffer.from('52494646ffffffff57415645666d74201000000001000100401f0000803e0000020010006461746100fa0000', 'hex'),
      Buffer.alloc(64_000),
    ]);
    const note = await toVoiceNote(wave);
    expect(note?.subarray(0, 4).toString() ?? null).toBe(hasFfmpeg() ? 'OggS' : null);
  });
});
