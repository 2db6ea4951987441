import { createTransport } from 'nodemailer';
import type { FeedMessage, SendMessage } from '../analytics/feed/deliver-feed.ts';
import { AppError } from '../domain/errors.ts';

export interface MailTarget {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; without it STARTTLS is used, and asked for unless `plain`. */
  readonly secure: boolean;
  readonly plain: boolean;
  readonly from: string;
  readonly to: readonly string[];
  readonly login?: { readonly user: string; readonly password: string };
}

/** Plain text through the site's own mail server. A customer's words can hold nothing that a mail program would run. */
export function createMailSender({ host, port, secure, plain, from, to, login }: MailTarget): SendMessage {
  const transport = createTransport({
    host,
    port,
    secure,
    ...(plain ? { ignoreTLS: true } : { requireTLS: !secure }),
    ...(login && { auth: { user: login.user, pass: login.password } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 15_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async (message) => {
    try {
      await transport.sendMail({
        from,
        to: [...to],
        subject: subjectOf(message),
        text: textOf(message),
        messageId: `<${message.id}@earshot>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    } catch (error) {
      throw new AppError('engine-failed', 'The mail server did not take the message.', { cause: error, retryable: true });
    }
  };
}

function subjectOf({ type, data }: FeedMessage): string {
  return oneLine(`${type === 'insight.returned' ? 'Again: ' : ''}${data.kind}: ${data.subject}`).slice(0, 150);
}

function textOf({ data }: FeedMessage): string {
  const { kind, subject, since, effect, interval, conversations, segment, quotes } = data;
  const where = Object.entries(segment ?? {}).map(([name, value]) => `${name} ${value}`);
  const difference = kind === 'sentiment' || kind === 'compliance';
  const number = (value: number) => (difference ? `${(100 * value).toFixed(0)} points` : `×${value.toFixed(1)}`);
  return [
    `${kind}: ${subject}${where.length > 0 ? ` (${where.join(', ')})` : ''}`,
    `${number(effect)} [${interval.map(number).join(', ')}] since ${since}, ${conversations} conversations`,
    '',
    ...quotes.map((quote) => `  “${oneLine(quote)}”`),
    '',
    `earshot feed show ${data.id}`,
  ].join('\n');
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
