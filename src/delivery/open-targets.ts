import type { SendMessage } from '../analytics/feed/deliver-feed.ts';
import { AppError } from '../domain/errors.ts';
import type { Insight } from '../domain/insight.ts';
import type { DeliverySettings } from '../domain/workspace.ts';
import { createMailSender } from './mail.ts';
import { createWebhookSender } from './webhook.ts';

export interface DeliveryTargets {
  readonly senders: ReadonlyMap<string, SendMessage>;
  targetsFor(kind: Insight['kind']): readonly string[];
}

/** The ways out that the workspace names. Secrets come from the environment, never from the file. */
export function openTargets(settings: DeliverySettings, environment: Readonly<Record<string, string | undefined>>): DeliveryTargets {
  const { allowPrivateAddresses } = settings;
  const secret = (variable: string, of: string) => {
    const value = environment[variable];
    if (!value) throw new AppError('bad-workspace', `The environment variable ${variable} must hold the secret of delivery.${of}.`);
    return value;
  };
  const webhooks = Object.entries(settings.webhooks).map(([name, { url, secretVariable, kinds }]) => ({
    name: `webhook ${name}`,
    kinds,
    send: createWebhookSender({ url, secret: secret(secretVariable, `webhooks.${name}`), allowPrivateAddresses }),
  }));
  const mails = Object.entries(settings.mail).map(([name, { user, passwordVariable, kinds, ...mail }]) => ({
    name: `mail ${name}`,
    kinds,
    send: createMailSender({
      ...mail,
      ...(user !== undefined && passwordVariable !== undefined && { login: { user, password: secret(passwordVariable, `mail.${name}`) } }),
    }),
  }));
  const all = [...webhooks, ...mails];
  return {
    senders: new Map(all.map(({ name, send }) => [name, send])),
    targetsFor: (kind) => all.filter(({ kinds }) => kinds === undefined || kinds.includes(kind)).map(({ name }) => name),
  };
}
