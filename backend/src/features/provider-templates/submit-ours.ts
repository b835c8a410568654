// One of our own templates, submitted to Meta.
import {
  type EndpointParsed,
  type ProviderTemplate,
  type submitTemplateToMeta,
  toProviderText,
} from '@parley/contract';
import type { ActorContext } from '../../platform/http/context';
import { findVisibleTemplate, sampleValues } from '../templates';
import { submit } from './submit';

type Input = EndpointParsed<typeof submitTemplateToMeta>['body'];

/** @throws AppError not_found (the template, the connection), and as `submit` */
export async function submitOurs(context: ActorContext, id: string, input: Input): Promise<ProviderTemplate> {
  const { parts, actor } = context;
  const { body } = await parts.db.withTenant(actor.tenantId, (tx) => findVisibleTemplate(tx, actor, id));
  return submit(context, {
    header: null,
    headerMedia: null,
    footer: null,
    buttons: [],
    ...input,
    body: toProviderText(body),
    examples: { ...sampleValues, ...input.examples },
  });
}
