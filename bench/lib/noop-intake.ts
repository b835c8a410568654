// The control of the intake bench: the app's own server and route, which verifies and parses a webhook and keeps nothing.
// node --import tsx noop-intake.ts <port>, in the environment of an API
import * as contract from '@parley/contract';
import { verifySignature } from '../../backend/src/channels/meta/signature';
import { buildParts } from '../../backend/src/main/build';
import { readConfig } from '../../backend/src/platform/config';
import { AppError } from '../../backend/src/platform/errors';
import { bindPublic } from '../../backend/src/platform/http/context';
import { createServer } from '../../backend/src/platform/http/server';
import { createLogger } from '../../backend/src/platform/logger';

const config = readConfig();
const { parts } = buildParts(config, createLogger(config.log, 'api'));
const app = createServer({
  parts,
  endpoints: contract.endpoints,
  bindings: [
    bindPublic(contract.whatsappWebhook, async ({ req }) => {
      if (!verifySignature(req.body, req.get('x-hub-signature-256'), config.meta?.appSecrets ?? []))
        throw new AppError('unauthenticated', 'The signature is wrong.');
      JSON.parse(req.body.toString('utf8'));
      return {};
    }),
  ],
  authenticate: () => Promise.reject(new AppError('unauthenticated', 'Nobody signs in here.')),
});
app.listen(Number(process.argv[2]), '127.0.0.1', () => process.stdout.write('ready\n'));
