// The control of the intake bench: the same server and route, which verifies and parses and keeps nothing.
import { createHmac, timingSafeEqual } from 'node:crypto';
import express from 'express';

const [port, secret] = [Number(process.argv[2]), process.argv[3] ?? ''];
const app = express();
app.post('/api/webhooks/whatsapp', express.raw({ type: () => true, limit: '3mb' }), (req, res) => {
  const given = Buffer.from(String(req.headers['x-hub-signature-256'] ?? '').slice('sha256='.length), 'hex');
  const own = createHmac('sha256', secret).update(req.body).digest();
  if (given.length !== own.length || !timingSafeEqual(given, own)) {
    res.status(401).end();
    return;
  }
  JSON.parse(req.body.toString('utf8'));
  res.json({ success: true, data: {} });
});
app.listen(port, '127.0.0.1', () => process.stdout.write('ready\n'));
