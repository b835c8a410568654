// The files of the Graph side, bytes and all: uploads of the business and what people sent.
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createObjectId } from '../ids';
import { nowSeconds } from '../tokens';

const DAY_SECONDS = 86_400;
/** An upload lasts 30 days, what a person sent 7. */
const UPLOAD_LIFE_SECONDS = 30 * DAY_SECONDS;
const INBOUND_LIFE_SECONDS = 7 * DAY_SECONDS;

export interface StoredFile {
  id: string;
  /** The number, Page or account it belongs to. */
  senderId: string;
  mimeType: string;
  fileName: string;
  bytes: Buffer;
  sha256: Buffer;
  /** Unix seconds. */
  expiresAt: number;
  /** Shown on the phone but unknown to the API: Messenger's inbound attachments have no id there. */
  isHidden: boolean;
}

export interface NewFile {
  senderId: string;
  mimeType: string;
  fileName: string;
  bytes: Buffer;
  isInbound?: boolean;
  isHidden?: boolean;
}

export class FileStore {
  readonly #files = new Map<string, StoredFile>();
  readonly #secret = randomBytes(32);

  add({ senderId, mimeType, fileName, bytes, isInbound = false, isHidden = false }: NewFile): StoredFile {
    const file: StoredFile = {
      id: createObjectId(),
      senderId,
      mimeType,
      fileName,
      bytes,
      sha256: createHash('sha256').update(bytes).digest(),
      expiresAt: nowSeconds() + (isInbound ? INBOUND_LIFE_SECONDS : UPLOAD_LIFE_SECONDS),
      isHidden,
    };
    this.#files.set(file.id, file);
    return file;
  }

  /** The file, unless it is gone or expired. */
  find(id: string): StoredFile | undefined {
    const file = this.#files.get(id);
    return file && file.expiresAt > nowSeconds() ? file : undefined;
  }

  remove(id: string): void {
    this.#files.delete(id);
  }

  clear(): void {
    this.#files.clear();
  }

  /** Path and query of a download address that works until then (unix milliseconds). */
  signPath(place: 'lookaside' | 'cdn', id: string, until: number): string {
    return `/graph/${place}/${id}?oe=${until.toString(36)}&oh=${this.#sign(place, id, until.toString(36))}`;
  }

  /** The file behind a download address; undefined when it is expired or forged. */
  open(place: 'lookaside' | 'cdn', id: string, query: URLSearchParams): StoredFile | undefined {
    const until = query.get('oe') ?? '';
    if (query.get('oh') !== this.#sign(place, id, until)) return undefined;
    return Number.parseInt(until, 36) > Date.now() ? this.find(id) : undefined;
  }

  #sign(place: string, id: string, until: string): string {
    return createHmac('sha256', this.#secret).update(`${place} ${id} ${until}`).digest('hex').slice(0, 32);
  }
}
