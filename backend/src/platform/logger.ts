// Structured JSON logs. Request id, tenant and user are bound once; secrets and message texts never get in.
import winston from 'winston';
import 'winston-daily-rotate-file';
import type { Config } from './config';

export type Logger = winston.Logger;

const secretKey = /(password|secret|token|apikey|api_key|authorization|cookie|credentials|access_?key)/i;
const bodyKey = /^(text|body|caption|message_text|conversation|payload)$/i;

/** Eight to fifteen digits on their own (E.164), with or without a plus: of a phone number only the end is kept. */
const phone = /(?<![\w-])\+?\d{8,15}(?![\w-])/g;

function maskPhones(text: string): string {
  return text.replace(phone, (number) => `…${number.slice(-3)}`);
}

/** Replaces values that must not be logged, at any depth; errors are flattened to name, message and stack. */
export function redact(value: unknown, depth = 0): unknown {
  if (value instanceof Error)
    return { name: value.name, message: maskPhones(value.message), stack: maskPhones(value.stack ?? '') };
  if (typeof value === 'string') return maskPhones(value);
  if (depth > 5 || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (secretKey.test(key)) return [key, '[secret]'];
      if (bodyKey.test(key) && typeof item === 'string') return [key, `[${item.length} characters]`];
      return [key, redact(item, depth + 1)];
    }),
  );
}

const redacting = winston.format((info) => {
  const { level: _, message, ...meta } = info;
  return Object.assign(info, redact(meta), { message: redact(message) });
});

/** Creates the process's logger: JSON to stdout, and to daily files (14 days, 50 MB each) when a folder is configured. */
export function createLogger(config: Config['log'], process: 'api' | 'worker' | 'tool'): Logger {
  const transports: winston.transport[] = [new winston.transports.Console({ stderrLevels: [] })];
  if (config.dir) {
    transports.push(
      new winston.transports.DailyRotateFile({
        dirname: config.dir,
        filename: `${process}-%DATE%.log`,
        maxSize: '50m',
        maxFiles: '14d',
      }),
    );
  }
  return winston.createLogger({
    level: config.level,
    defaultMeta: { process },
    format: winston.format.combine(redacting(), winston.format.timestamp(), winston.format.json()),
    transports,
  });
}
