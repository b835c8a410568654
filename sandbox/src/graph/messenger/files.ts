// Public addresses of Messenger's and Instagram's files: signed, without a token, and good for a while only.
import type { World } from '../../world';

export function addressOfFile(world: World, fileId: string): string {
  const { files, settings } = world.graph;
  return world.publicUrl + files.signPath('cdn', fileId, Date.now() + settings.cdnUrlLifeMs);
}
