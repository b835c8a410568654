// What a channel takes of a file, and what can be made of one that it does not take as it is. Pure.
import type { AssetKind, Channel } from '@parley/contract';
import { capabilitiesOf } from '../../channels/capabilities';
import { AppError } from '../../platform/errors';
import type { AssetRow } from './rows';

/** Pictures that every channel shows; others are turned into JPEG on the way. Source: media tables of the Cloud API and the Send API. */
const shownEverywhere = ['image/jpeg', 'image/png'];
/** Sounds that WhatsApp plays as they are. */
const playedEverywhere = ['audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/aac'];

const words: Record<AssetKind, string> = {
  image: 'pictures',
  video: 'videos',
  audio: 'sound files',
  document: 'documents',
};

/** Whether a picture must be made anew for a channel: its type or its size is not taken. */
export function needsFitting(asset: Pick<AssetRow, 'kind' | 'mime' | 'size_bytes'>, channel: Channel): boolean {
  if (asset.kind !== 'image') return false;
  return !shownEverywhere.includes(asset.mime) || asset.size_bytes > capabilitiesOf[channel].mediaBytes.image;
}

/** Whether a sound has to be converted before it can leave. */
export function needsConversion(asset: Pick<AssetRow, 'kind' | 'mime'>): boolean {
  return asset.kind === 'audio' && !playedEverywhere.includes(asset.mime);
}

/**
 * A file that cannot leave on this channel is refused when it is chosen, not when it should have left.
 * @throws AppError unsupported_type, too_large
 */
export function demandSendable(asset: AssetRow, channel: Channel): void {
  const { sends, mediaBytes } = capabilitiesOf[channel];
  if (!sends.includes(asset.kind))
    throw new AppError('unsupported_type', `${asset.file_name}: this channel takes no ${words[asset.kind]}.`);
  const limit = mediaBytes[asset.kind];
  // Pictures are made smaller on the way.
  if (asset.kind !== 'image' && asset.size_bytes > limit)
    throw new AppError(
      'too_large',
      `${asset.file_name}: this channel takes ${words[asset.kind]} of at most ${Math.floor(limit / 1024 / 1024)} MB.`,
    );
}
