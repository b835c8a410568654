// Files on the WhatsApp side: upload, address, download, deletion; and the public address of Messenger's files.
import type { Answer, Call } from '../../http/router';
import type { World } from '../../world';
import type { PhoneNumber } from '../assets';
import { GraphRefusal, refuseParameter, refuseUnknownObject } from '../errors';
import { authenticate, type GraphCall, ok, requireAccess, SEND_SCOPES, SUCCESS } from '../request';
import { refuseCode } from '../whatsapp/codes';
import type { StoredFile } from './files';
import { findWhatsAppFault } from './rules';

/** POST /{PNID}/media */
export function uploadMedia(call: GraphCall, number: PhoneNumber): Answer {
  requireAccess(call, number.id, SEND_SCOPES.number);
  const { fields = {}, files = {} } = call.call.multipart ?? {};
  if (fields.messaging_product !== 'whatsapp') throw refuseParameter('The parameter messaging_product is required.');
  const { file } = files;
  if (file === undefined) throw refuseParameter('The parameter file is required.');
  const declared = file.mimeType === 'application/octet-stream' ? (fields.type ?? file.mimeType) : file.mimeType;
  const fault = findWhatsAppFault(declared, file.bytes);
  if (fault !== null) throw refuseCode(131053, fault);
  const { id } = call.graph.files.add({ ...file, mimeType: declared, senderId: number.id });
  return ok({ id });
}

/** GET and DELETE /{MEDIA_ID} */
export function answerMedia(call: GraphCall, file: StoredFile): Answer {
  const { method } = call.call;
  requireAccess(call, file.senderId, SEND_SCOPES.number);
  const wanted = call.query.get('phone_number_id');
  if (wanted !== null && wanted !== file.senderId) throw refuseUnknownObject(method, file.id);
  if (method === 'DELETE') {
    call.graph.files.remove(file.id);
    return SUCCESS;
  }
  return ok({ messaging_product: 'whatsapp', url: addressOf(call.world, file), ...describeFile(file), id: file.id });
}

/** The address of a file, good for five minutes with the token. */
export function addressOf(world: World, file: StoredFile): string {
  const until = Date.now() + world.graph.settings.mediaUrlLifeMs;
  return world.publicUrl + world.graph.files.signPath('lookaside', file.id, until);
}

function describeFile({ mimeType, sha256, bytes }: StoredFile) {
  return { mime_type: mimeType, sha256: sha256.toString('hex'), file_size: bytes.length };
}

/** GET of a download address; `lookaside` wants the token of the number, `cdn` wants none. */
export function downloadFile(world: World, call: Call, place: 'lookaside' | 'cdn', id: string): Answer {
  const file = world.graph.files.open(place, id, call.query);
  if (place === 'lookaside') {
    const token = authenticate(world.graph, call, {});
    if (file && !token.targets.has(file.senderId)) throw refuseUnknownObject('GET', id);
  }
  if (file === undefined)
    throw new GraphRefusal(404, { message: 'URL signature expired', type: 'OAuthException', code: 1 });
  const headers = { 'content-type': file.mimeType, 'content-disposition': `attachment; filename=${id}` };
  return { status: 200, bytes: file.bytes, headers };
}
