// QR and pairing codes of a link attempt.
import { randomBytes } from 'node:crypto';
import { toDataURL } from 'qrcode';
import type { QrCode } from './instances';

/** Letters and digits WhatsApp uses in pairing codes: none that look alike. */
const PAIRING_ALPHABET = '123456789ABCDEFGHJKLMNPQRSTVWXYZ';

// Unfiltered rows: choosing a PNG filter for each row is nine tenths of the work and saves nothing on squares.
const QR_LOOK = { margin: 3, scale: 4, errorCorrectionLevel: 'M', rendererOpts: { filterType: 0 } } as const;

/** A fresh QR whose text has the shape of WhatsApp's: `2@<reference>,<three keys>`. */
export async function createQr(count: number, withPairingCode: boolean): Promise<QrCode> {
  const keys = [randomBytes(32), randomBytes(32), randomBytes(32)].map((key) => key.toString('base64'));
  const code = `2@${[randomBytes(96).toString('base64'), ...keys].join(',')}`;
  const base64 = await toDataURL(code, QR_LOOK);
  return { pairingCode: withPairingCode ? createPairingCode() : null, code, base64, count };
}

function createPairingCode(): string {
  return Array.from(randomBytes(8), (byte) => PAIRING_ALPHABET[byte % PAIRING_ALPHABET.length]).join('');
}
