// Foreign addresses: nobody makes this server talk to its own network, and nothing endless is taken in.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGuardedFetch, isPublicAddress } from './guarded-fetch';

const guarded = createGuardedFetch({ allowPrivateAddresses: false });
const open = createGuardedFetch({ allowPrivateAddresses: true });

async function serving<T>(answer: RequestListener, work: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

test.each([
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
  ['127.0.0.1', false],
  ['10.1.2.3', false],
  ['172.16.0.1', false],
  ['192.168.1.1', false],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['0.0.0.0', false],
  ['::1', false],
  ['fe80::1', false],
  ['fd00::1', false],
  ['::ffff:127.0.0.1', false],
  ['::ffff:10.0.0.1', false],
  ['64:ff9b::7f00:1', false],
  ['nonsense', false],
])('%s is of the open internet: %s', (address, expected) => expect(isPublicAddress(address)).toBe(expected));

test.each([
  'http://127.0.0.1:1/',
  'http://[::1]:1/',
  'http://[::ffff:127.0.0.1]:1/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://localhost:1/',
  'file:///etc/passwd',
  'ftp://example.com/',
  'http://somebody@example.com/',
  'nonsense',
])('%s is never asked', async (url) => {
  await expect(guarded(url, 1000)).rejects.toMatchObject({ kind: 'refused' });
});

test('a name that resolves into a private network is refused at the moment of connecting', async () => {
  let asked = 0;
  await serving(
    (_req, res) => {
      asked += 1;
      res.end('secret');
    },
    async (url) => {
      await expect(guarded(url.replace('127.0.0.1', 'localhost'), 1000)).rejects.toMatchObject({ kind: 'refused' });
    },
  );
  expect(asked).toBe(0);
});

test('a file comes with its type; one that is too large, gone or endless on its way does not', async () => {
  await serving(
    (req, res) => {
      if (req.url === '/file') res.writeHead(200, { 'content-type': 'image/png; x=1' }).end('12345');
      else if (req.url === '/away') res.writeHead(302, { location: '/file' }).end();
      else if (req.url === '/circle') res.writeHead(302, { location: '/circle' }).end();
      else if (req.url === '/broken') res.writeHead(500).end();
      else res.writeHead(404).end();
    },
    async (url) => {
      expect(await open(`${url}/file`, 5)).toEqual({ bytes: Buffer.from('12345'), mime: 'image/png' });
      expect((await open(`${url}/away`, 5)).bytes.toString()).toBe('12345');
      await expect(open(`${url}/file`, 4)).rejects.toMatchObject({ kind: 'too_large' });
      await expect(open(`${url}/circle`, 5)).rejects.toMatchObject({ kind: 'refused' });
      await expect(open(`${url}/broken`, 5)).rejects.toMatchObject({ kind: 'unreachable' });
      await expect(open(`${url}/nothing`, 5)).rejects.toMatchObject({ kind: 'missing' });
    },
  );
});
