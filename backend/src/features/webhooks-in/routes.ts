// Which endpoint calls which verb.
import { evolutionWebhook } from '@parley/contract';
import { bindPublic } from '../../platform/http/context';
import { receiveEvolutionWebhook } from './receive';

export const webhookBindings = [
  bindPublic(evolutionWebhook, async (context, { params }) => {
    await receiveEvolutionWebhook(context, params.token);
    return {};
  }),
];
