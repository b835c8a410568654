// Which endpoint calls which verb.
import * as contract from '@parley/contract';
import { splitMeta, splitWhatsApp } from '../../channels/meta/intake';
import { type BaseContext, bindPublic } from '../../platform/http/context';
import { answerHandshake, receiveEvolutionWebhook, receiveMetaWebhook } from './receive';

/** Meta reads the bare challenge, not an envelope. */
function sayPlainly({ res }: BaseContext, text: string): string {
  res.type('text/plain').send(text);
  return text;
}

export const webhookBindings = [
  bindPublic(contract.evolutionWebhook, async (context, { params }) => {
    await receiveEvolutionWebhook(context, params.token);
    return {};
  }),
  bindPublic(contract.metaHandshake, async (context, { query }) =>
    sayPlainly(context, answerHandshake(context, query)),
  ),
  bindPublic(contract.whatsappHandshake, async (context, { query }) =>
    sayPlainly(context, answerHandshake(context, query)),
  ),
  bindPublic(contract.metaWebhook, async (context) => {
    await receiveMetaWebhook(context, splitMeta);
    return {};
  }),
  bindPublic(contract.whatsappWebhook, async (context) => {
    await receiveMetaWebhook(context, splitWhatsApp);
    return {};
  }),
];
