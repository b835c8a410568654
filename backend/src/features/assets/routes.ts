// Bindings of files.
import * as contract from '@parley/contract';
import { found } from '../../platform/errors';
import { type Binding, bind, bindOpen, bindPublic } from '../../platform/http/context';
import { presentAsset } from './present';
import { findVisibleAsset } from './queries';
import { removeAsset } from './remove';
import { serveFile } from './serve';
import { uploadAssets } from './upload';

export const assetBindings: Binding[] = [
  bindOpen(contract.uploadAssets, (ctx) => uploadAssets(ctx)),
  bind(contract.getAsset, async ({ tx, parts, actor }, { params }) =>
    presentAsset(parts.config, tx.tenantId, found(await findVisibleAsset(tx, actor, params.id), 'file')),
  ),
  bind(contract.deleteAsset, async (ctx, { params }) => {
    await removeAsset(ctx, params.id);
    return {};
  }),
  bindPublic(contract.readAssetFile, (ctx, { params }) => serveFile(ctx, params.token)),
];
