// What the service says to its operator: one JSON object a line, and never a secret in it.
import { type Level, pino } from 'pino';

export type LogLevel = Extract<Level, 'debug' | 'info' | 'warn' | 'error'>;

/** Facts that belong to a line; an `Error` under `error` is written with its message and stack. */
export type LogContext = Readonly<Record<string, unknown>>;

export type Log = {
  readonly debug: (message: string, context?: LogContext) => void;
  readonly info: (message: string, context?: LogContext) => void;
  readonly warn: (message: string, context?: LogContext) => void;
  readonly error: (message: string, context?: LogContext) => void;
  /** The same log with this context on every line. */
  readonly child: (context: LogContext) => Log;
};

const MASK = '[secret]';

/** Each keeps what tells the reader which secret it was, and masks the rest. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  // Slack: xoxb-…, xoxp-…, xoxe.xoxp-…, xapp-…
  [/\b(xox[a-z](?:\.xox[a-z])?|xapp)-[\w.-]{6,}/g, `$1-${MASK}`],
  // Discord: id in base64, time, HMAC
  [/\b[MNO][\w-]{22,}\.[\w-]{5,8}\.[\w-]{25,}/g, MASK],
  [/\b(Bearer|Bot|Basic) [\w.~+/=-]{8,}/gi, `$1 ${MASK}`],
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/?#@"']*):[^\s/?#"']*@/gi, `$1:${MASK}@`],
  [
    /((?:token|secret|password|passwd|authorization|signature|(?:api|encryption|private)[_-]?key)\\?["']?\s*[:=]\s*\\?["']?)(?!\[secret\]|(?:Bearer|Bot|Basic) )[^\s"'\\,;&}]{4,}/gi,
    `$1${MASK}`,
  ],
];

/** Takes out whatever looks like a token, a password in an address, or one of the `known` secrets. */
export function maskSecrets(text: string, known: readonly string[] = []): string {
  let masked = text;
  for (const secret of known) if (secret.length >= 6) masked = masked.replaceAll(secret, MASK);
  for (const [pattern, replacement] of SECRETS) masked = masked.replace(pattern, replacement);
  return masked;
}

/** `known` are the secrets this process was given, masked wherever they turn up. */
export function createLog(level: LogLevel, write: (line: string) => void, known: readonly string[] = []): Log {
  const base = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.errWithCause },
      messageKey: 'message',
    },
    // pino ends its lines; so does whoever prints them.
    { write: (line: string) => write(maskSecrets(line.trimEnd(), known)) },
  );
  return over(base);
}

/** Says nothing; for tests and for commands that print their own answer. */
export const silentLog: Log = over(pino({ level: 'silent' }));

function over(logger: pino.Logger): Log {
  return {
    debug: (message, context = {}) => logger.debug(context, message),
    info: (message, context = {}) => logger.info(context, message),
    warn: (message, context = {}) => logger.warn(context, message),
    error: (message, context = {}) => logger.error(context, message),
    child: (context) => over(logger.child(context)),
  };
}
