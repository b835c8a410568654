// Videos and sounds through ffmpeg, where the machine has it. Without it everything still works: a drawn still, no duration, no conversion.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
/** A file that takes longer is not worth the wait. */
const timeoutMs = 30_000;
/** It may read the file it was given and nothing else: formats that name other files or addresses find them closed. */
const closed = ['-protocol_whitelist', 'file,pipe'];
/** At once in this process; each may use a core. */
const atOnce = 2;

let free = atOnce;
const waiting: (() => void)[] = [];

async function takeTurn<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) free -= 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }
}

const probed = z.object({
  format: z.object({ duration: z.coerce.number().optional() }).optional(),
  streams: z
    .array(z.object({ codec_type: z.string().optional(), width: z.number().optional(), height: z.number().optional() }))
    .default([]),
});

export interface MediaFacts {
  durationSeconds: number | null;
  width: number | null;
  height: number | null;
}

const nothing: MediaFacts = { durationSeconds: null, width: null, height: null };

/** Duration and size; nulls where they are not known or ffmpeg is not there. */
export async function probeMedia(file: string): Promise<MediaFacts> {
  try {
    const { stdout } = await takeTurn(() =>
      run('ffprobe', [...closed, '-v', 'error', '-of', 'json', '-show_format', '-show_streams', file], {
        timeout: timeoutMs,
        maxBuffer: 1_000_000,
      }),
    );
    const { format, streams } = probed.parse(JSON.parse(stdout));
    const picture = streams.find((stream) => stream.codec_type === 'video');
    return {
      durationSeconds: format?.duration ?? null,
      width: picture?.width ?? null,
      height: picture?.height ?? null,
    };
  } catch {
    return nothing;
  }
}

/** A still of a video as PNG; undefined when there is none to be had. */
export async function takeStill(file: string): Promise<Buffer | undefined> {
  const args = [
    ...closed,
    '-v',
    'error',
    '-ss',
    '0.5',
    '-i',
    file,
    '-frames:v',
    '1',
    '-f',
    'image2pipe',
    '-c:v',
    'png',
    '-',
  ];
  try {
    const { stdout } = await takeTurn(() =>
      run('ffmpeg', args, { timeout: timeoutMs, maxBuffer: 40_000_000, encoding: 'buffer' }),
    );
    return stdout.length > 0 ? stdout : undefined;
  } catch {
    return undefined;
  }
}

/** A sound as a voice note of WhatsApp: Ogg, Opus, one channel. undefined when it cannot be made here. */
export async function toVoiceNote(bytes: Buffer): Promise<Buffer | undefined> {
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-voice-'));
  const [from, to] = [path.join(folder, 'in'), path.join(folder, 'out.ogg')];
  try {
    await writeFile(from, bytes);
    const args = [
      ...closed,
      '-v',
      'error',
      '-i',
      from,
      '-vn',
      '-ac',
      '1',
      '-c:a',
      'libopus',
      '-b:a',
      '32k',
      '-f',
      'ogg',
      to,
    ];
    await takeTurn(() => run('ffmpeg', args, { timeout: timeoutMs }));
    return await readFile(to);
  } catch {
    return undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
