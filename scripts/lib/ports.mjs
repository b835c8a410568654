// TCP ports on loopback: finding a free one, and keeping the same one from start to start.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';

/**
 * @param {number} port 0 asks the system for any free port
 * @param {string} [host]
 * @returns {Promise<number | null>} the port when it can be listened on, otherwise null
 */
function tryPort(port, host = '127.0.0.1') {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(null));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const got = address && typeof address === 'object' ? address.port : port;
      server.close(() => done(got));
    });
  });
}

/** @param {number} port @returns {Promise<boolean>} whether nothing listens there on any address */
export async function isPortFree(port) {
  return (await tryPort(port)) !== null && (await tryPort(port, '0.0.0.0')) !== null;
}

/** @returns {Promise<number>} a free port chosen by the system */
export async function freePort() {
  const port = await tryPort(0);
  if (port === null) throw new Error('No free TCP port on 127.0.0.1');
  return port;
}

/**
 * The port a named part used last time when it is still free, otherwise a new one, remembered for next time.
 * @param {string} file JSON file of name → port
 * @param {string} name
 * @returns {Promise<number>}
 */
export async function rememberedPort(file, name) {
  const known = readPorts(file);
  const last = known[name];
  if (last && (await isPortFree(last))) return last;
  const port = await freePort();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...readPorts(file), [name]: port }, null, 2)}\n`);
  return port;
}

/** @param {string} file @returns {Record<string, number>} */
function readPorts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
