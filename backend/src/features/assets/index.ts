// The door of assets: files that people upload or customers send. It uses no other feature, so that every other may use it.
import type { Feature } from '../../platform/feature';
import { assetJobs, assetSweeps } from './jobs';
import { assetBindings } from './routes';

export { storePicture } from './contact-picture';
export { ringMediaFetch } from './inbound';
export { outboundFile } from './outbound';
export { pictureUrl, presentAsset, urlsOf } from './present';
export { lockAssetsForSend } from './queries';
export type { AssetRow } from './rows';

export const assetsFeature: Feature = {
  name: 'assets',
  bindings: assetBindings,
  jobs: assetJobs,
  sweeps: assetSweeps,
};
