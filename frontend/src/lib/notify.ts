// Notices of the browser and a short sound, as this browser's user wants them. Nothing is asked before a press, nothing is said twice.
import { useSyncExternalStore } from 'react';
import { readPreference, writePreference } from './preferences';

export interface NotifySettings {
  /** Notices of the operating system. */
  notices: boolean;
  sound: boolean;
}

const listeners = new Set<() => void>();
let settings: NotifySettings | undefined;

function isGranted(): boolean {
  return 'Notification' in window && Notification.permission === 'granted';
}

/** What was chosen; notices are off when the browser's leave was taken back. */
export function readNotifySettings(): NotifySettings {
  settings ??= {
    notices: readPreference('notify.notices') === 'on' && isGranted(),
    sound: readPreference('notify.sound') === 'on',
  };
  return settings;
}

export function writeNotifySettings(change: Partial<NotifySettings>): void {
  settings = { ...readNotifySettings(), ...change };
  writePreference('notify.notices', settings.notices ? 'on' : 'off');
  writePreference('notify.sound', settings.sound ? 'on' : 'off');
  if (change.sound) playSound();
  for (const listener of listeners) listener();
}

export function useNotifySettings(): NotifySettings {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, readNotifySettings);
}

/** Asks the browser for leave; call it from a press only, or it is refused unasked. */
export async function askPermission(): Promise<'granted' | 'denied' | 'missing'> {
  if (!('Notification' in window)) return 'missing';
  return (await Notification.requestPermission()) === 'granted' ? 'granted' : 'denied';
}

export interface Notice {
  title: string;
  body: string;
  /** Notices with the same one replace each other. */
  tag: string;
  lang: string;
  dir: 'ltr' | 'rtl';
  onClick: () => void;
}

/** Shows a notice; a press brings this window to the front. */
export function showNotice({ title, onClick, ...options }: Notice): void {
  if (!isGranted()) return;
  // Some browsers allow notices only to service workers, and throw here; the sound and the list still tell.
  try {
    const notice = new Notification(title, { ...options, icon: '/favicon.svg' });
    notice.onclick = () => {
      window.focus();
      notice.close();
      onClick();
    };
  } catch {
    return;
  }
}

/** Several messages at once are one sound (ms). */
const soundEveryMs = 3_000;
let lastSoundAt = Number.NEGATIVE_INFINITY;
let audio: AudioContext | undefined;

/** Two soft tones, made here: no file to load. Silent until the page was pressed once, as browsers demand. */
export function playSound(now = performance.now()): void {
  if (now - lastSoundAt < soundEveryMs || !('AudioContext' in window)) return;
  lastSoundAt = now;
  audio ??= new AudioContext();
  const context = audio;
  void context.resume().then(() => {
    tone(context, 659, 0);
    tone(context, 880, 0.09);
  });
}

/** @param startSeconds after now */
function tone(context: AudioContext, frequencyHz: number, startSeconds: number): void {
  const startsAt = context.currentTime + startSeconds;
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.frequency.value = frequencyHz;
  gain.gain.setValueAtTime(0.0001, startsAt);
  gain.gain.exponentialRampToValueAtTime(0.12, startsAt + 0.015);
  gain.gain.exponentialRampToValueAtTime(0.0001, startsAt + 0.22);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(startsAt);
  oscillator.stop(startsAt + 0.25);
}
