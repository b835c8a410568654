// The life of the link between an instance and a phone: QR codes, scan, loss, logout. Tells each step by webhook.
import { hashText } from '../random';
import type { World } from '../world';
import { emit } from './emit';
import type { Instance } from './instances';
import { digitsOf } from './numbers';
import { createQr } from './qr';

/** Reasons after which WhatsApp lets no session continue: logged out on the phone, and forbidden. */
export type FinalReason = 401 | 403;

/** Starts connecting: announces it, makes the first QR and keeps refreshing it until scanned or refused. */
export async function startLink(world: World, instance: Instance, number = instance.number): Promise<void> {
  const attempt = beginAttempt(instance);
  instance.number = number;
  instance.qrCount = 0;
  announce(world, instance, 'connecting', 200);
  await refreshQr(world, instance, attempt);
}

/** The phone scanned the QR: a short restart, then open. Resolves when the link is open. */
export async function scanQr(
  world: World,
  instance: Instance,
  phone: { number?: string; profileName?: string } = {},
): Promise<void> {
  const attempt = beginAttempt(instance);
  const digits = phone.number ?? instance.number ?? digitsOf(instance.ownerJid ?? inventNumber(instance.name));
  instance.ownerJid = `${digits.replace(/\D/g, '')}@s.whatsapp.net`;
  instance.profileName = phone.profileName ?? instance.profileName ?? instance.name;
  // WhatsApp always asks for a restart right after a scan, so clients see `connecting` twice.
  announce(world, instance, 'connecting', 200);
  await world.timeline.wait(20);
  if (instance.attempt === attempt) openLink(world, instance);
}

/** The link is up: remembered for a restart and announced with the owner's identity. */
export function openLink(world: World, instance: Instance): void {
  beginAttempt(instance);
  instance.state = 'open';
  instance.disconnection = null;
  instance.base64InForce = instance.webhook?.base64 ?? false;
  announce(world, instance, 'open', 200);
  touch(world, instance);
}

/** The network was lost: no `close` is told, the server reconnects by itself after the given time, or waits when null. */
export function loseLink(world: World, instance: Instance, reconnectAfterMs: number | null): void {
  const attempt = beginAttempt(instance);
  announce(world, instance, 'connecting', 200);
  if (reconnectAfterMs === null) return;
  world.timeline.after(reconnectAfterMs, () => {
    if (instance.attempt === attempt) openLink(world, instance);
  });
}

/** Ends the session for good: the phone must scan again. `beforeLogout` tells what belongs between the two reports. */
export function endLink(world: World, instance: Instance, code: FinalReason, beforeLogout = () => {}): void {
  instance.attempt++;
  instance.state = 'close';
  instance.qr = null;
  instance.loggedOut = true;
  const object = JSON.stringify({ error: { output: { statusCode: code } } });
  instance.disconnection = { code, at: new Date().toISOString(), object };
  emit(world, instance, 'status.instance', {
    instance: instance.name,
    status: 'closed',
    disconnectionAt: instance.disconnection.at,
    disconnectionReasonCode: code,
    disconnectionObject: object,
  });
  beforeLogout();
  emit(world, instance, 'logout.instance', null);
  announce(world, instance, 'close', code);
  touch(world, instance);
}

/** Marks the instance changed and asks for it to be remembered. */
export function touch(world: World, instance: Instance): void {
  instance.updatedAt = new Date().toISOString();
  world.remember();
}

async function refreshQr(world: World, instance: Instance, attempt: number): Promise<void> {
  if (instance.attempt !== attempt) return;
  if (instance.qrCount >= world.timings.qrLimit) return refuseMoreQrs(world, instance);
  const qr = await createQr(instance.qrCount + 1, instance.number !== null);
  if (instance.attempt !== attempt) return;
  instance.qrCount = qr.count;
  instance.qr = qr;
  const { pairingCode, code, base64 } = qr;
  emit(world, instance, 'qrcode.updated', { qrcode: { instance: instance.name, pairingCode, code, base64 } });
  const lifeMs = qr.count === 1 ? world.timings.firstQrMs : world.timings.nextQrMs;
  world.timeline.after(lifeMs, () => void refreshQr(world, instance, attempt));
}

function refuseMoreQrs(world: World, instance: Instance): void {
  instance.attempt++;
  instance.state = 'close';
  instance.qr = null;
  emit(world, instance, 'qrcode.updated', { message: 'QR code limit reached, please login again', statusCode: 500 });
  const { profileName } = instance;
  emit(world, instance, 'connection.update', {
    instance: instance.name,
    state: 'refused',
    statusReason: 428,
    profileName: profileName ?? undefined,
    profilePictureUrl: null,
  });
}

function beginAttempt(instance: Instance): number {
  instance.state = 'connecting';
  instance.hasSocket = true;
  instance.loggedOut = false;
  instance.qr = null;
  return ++instance.attempt;
}

function announce(world: World, instance: Instance, state: Instance['state'], statusReason: number): void {
  const owner =
    state === 'open'
      ? { wuid: instance.ownerJid, profileName: instance.profileName, profilePictureUrl: null }
      : undefined;
  emit(world, instance, 'connection.update', { instance: instance.name, ...owner, state, statusReason });
}

/** A stable fictional number (+1 555 …) for a phone that was given none. */
function inventNumber(name: string): string {
  return `1555${String(hashText(name) % 10_000_000).padStart(7, '0')}`;
}
