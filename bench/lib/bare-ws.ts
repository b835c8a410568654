// The bare control of the fan-out: a process that takes a line from Redis and writes it to every socket, and nothing else.
import { Redis } from 'ioredis';
import { WebSocketServer } from 'ws';

const [port, channel] = [Number(process.argv[2]), process.argv[3] ?? ''];
const server = new WebSocketServer({ port, host: '127.0.0.1', perMessageDeflate: false });
const redis = new Redis(process.env.REDIS_URL ?? '', { maxRetriesPerRequest: null });
redis.on('message', (_channel, line) => {
  for (const socket of server.clients) socket.send(line);
});
server.on('listening', () => void redis.subscribe(channel).then(() => process.stdout.write('ready\n')));
