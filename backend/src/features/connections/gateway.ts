// How connections talk to the Evolution server, and how its refusals read to a person.
import { evolutionGateway } from '../../channels';
import { EvolutionError } from '../../channels/evolution/errors';
import type { EvolutionGateway } from '../../channels/evolution/gateway';
import { isTimeout } from '../../channels/transport';
import type { Config } from '../../platform/config';
import { AppError } from '../../platform/errors';
import type { Parts } from '../../platform/parts';
import type { Truth } from './policy';

/** @throws AppError unavailable when the installation has no Evolution server */
export function demandGateway(config: Config): EvolutionGateway {
  const gateway = evolutionGateway(config);
  if (gateway) return gateway;
  throw new AppError(
    'unavailable',
    'WhatsApp by QR is not set up in this installation. Its operator must set EVOLUTION_API_URL and EVOLUTION_API_KEY.',
  );
}

/** Runs gateway calls; refusals become errors a person can read. @throws AppError upstream_failed, upstream_timeout */
export async function atGateway<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof EvolutionError)) throw error;
    const options = { internal: error.message, cause: error };
    throw isTimeout(error)
      ? new AppError(
          'upstream_timeout',
          'The WhatsApp gateway did not answer in time. Try again in a minute; if it stays, tell whoever runs this installation.',
          options,
        )
      : new AppError('upstream_failed', explain(error), options);
  }
}

function explain({ kind }: EvolutionError): string {
  switch (kind) {
    case 'unreachable':
      return 'The WhatsApp gateway cannot be reached. Try again in a minute; if it stays, tell whoever runs this installation.';
    case 'auth':
      return 'The WhatsApp gateway refuses the key of this installation. Its operator must correct EVOLUTION_API_KEY.';
    case 'unlicensed':
      return 'The WhatsApp gateway is not activated. Its operator must activate its licence.';
    case 'instance_missing':
      return 'The WhatsApp gateway does not know this number any more. Press Repair to build it anew; the history stays.';
    default:
      return 'The WhatsApp gateway could not do this. Try again; if it stays, press Repair.';
  }
}

/** Asks for the true state of an instance; never throws for what the gateway answers or fails to answer. */
export async function askTruth(parts: Parts, instanceName: string, wantsOwner: boolean): Promise<Truth> {
  const gateway = evolutionGateway(parts.config);
  if (!gateway) return { is: 'refused' };
  try {
    const state = await gateway.readState(instanceName);
    if (state !== 'open') return { is: state };
    return wantsOwner ? { is: 'open', ...(await gateway.readOwner(instanceName)) } : { is: 'open' };
  } catch (error) {
    if (!(error instanceof EvolutionError)) throw error;
    parts.logger.info('the gateway did not tell a state', { instanceName, kind: error.kind, detail: error.detail });
    return { is: failures[error.kind] ?? 'inconclusive' };
  }
}

const failures: Partial<Record<EvolutionError['kind'], Exclude<Truth['is'], 'open'>>> = {
  auth: 'refused',
  unlicensed: 'unlicensed',
  instance_missing: 'missing',
  unreachable: 'unreachable',
};
