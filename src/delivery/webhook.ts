import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { SendMessage } from '../analytics/feed/deliver-feed.ts';
import { AppError } from '../domain/errors.ts';
import { isPublicAddress, publicLookup, refuseAddress } from './guarded-address.ts';

export interface WebhookTarget {
  readonly url: string;
  /** As the Standard Webhooks specification writes it: `whsec_` and base64. */
  readonly secret: string;
  /** Also to addresses of the own network, and without TLS. */
  readonly allowPrivateAddresses: boolean;
}

/** Signed as standardwebhooks.com says; no redirect is followed, and only 2xx counts as taken. */
export function createWebhookSender({ url, secret, allowPrivateAddresses }: WebhookTarget): SendMessage {
  const signer = new Webhook(secret);
  const target = new URL(url);
  return async (message, signal) => {
    checkTarget(target, allowPrivateAddresses);
    const payload = JSON.stringify(message);
    const at = new Date();
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(payload),
      'user-agent': 'earshot',
      'webhook-id': message.id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signer.sign(message.id, at, payload),
    };
    const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(target, {
      method: 'POST',
      headers,
      signal,
      agent: false,
      ...(!allowPrivateAddresses && { lookup: publicLookup }),
    });
    request.end(payload);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const status = response.statusCode ?? 0;
    response.destroy();
    if (status === 410) throw new AppError('bad-request', 'The webhook answered 410: it is gone.', { retryable: false });
    if (status < 200 || status > 299) throw new AppError('engine-failed', `The webhook answered ${status}.`, { retryable: true });
  };
}

/** A host written as an address is never looked up, so it is checked here. */
function checkTarget({ protocol, hostname }: URL, allowPrivateAddresses: boolean): void {
  if (allowPrivateAddresses) return;
  if (protocol !== 'https:') throw new AppError('forbidden', 'A webhook outside the own network needs https.', { retryable: false });
  const address = hostname.replace(/^\[|\]$/gu, '');
  if (isIP(address) !== 0 && !isPublicAddress(address)) throw refuseAddress();
}
