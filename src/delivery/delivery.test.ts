import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import type { FeedMessage } from '../analytics/feed/deliver-feed.ts';
import { AppError } from '../domain/errors.ts';
import { deliverySchema } from '../domain/workspace.ts';
import { isPublicAddress, publicLookup } from './guarded-address.ts';
import { createMailSender } from './mail.ts';
import { openTargets } from './open-targets.ts';
import { createWebhookSender } from './webhook.ts';

const secret = `whsec_${Buffer.from('a secret of twenty-four bytes!').toString('base64')}`;
const message: FeedMessage = {
  id: 'msg_1',
  type: 'insight.told',
  timestamp: '2026-04-06T09:00:00.000Z',
  data: {
    id: 'abc',
    kind: 'rising',
    subject: 'late parcels\r\nBcc: thief@example.org',
    since: '2026-03-02',
    effect: 2,
    interval: [1.6, 2.5],
    q: 0.001,
    conversations: 30,
    firstTold: '2026-04-06',
    quotes: ['Where is my parcel,\r\n.\r\n<name>?'],
  },
};

async function serverThat(answer: (request: IncomingMessage, body: string) => { status: number; headers?: Record<string, string> }) {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { status, headers } = answer(request, Buffer.concat(chunks).toString());
    response.writeHead(status, headers).end('x');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook`, close: () => server.close() };
}

const soon = () => AbortSignal.timeout(5000);

describe('webhooks', () => {
  test('are signed so that the receiver’s own library accepts them', async () => {
    let verified: unknown;
    const server = await serverThat((request, body) => {
      verified = new Webhook(secret).verify(body, request.headers as Record<string, string>);
      return { status: 204 };
    });
    await createWebhookSender({ url: server.url, secret, allowPrivateAddresses: true })(message, soon());
    server.close();
    assert.deepEqual(verified, JSON.parse(JSON.stringify(message)));
  });

  const answers: readonly [status: number, retryable: boolean][] = [
    [500, true],
    [429, true],
    [404, true],
    [302, true],
    [410, false],
  ];
  for (const [status, retryable] of answers) {
    test(`an answer of ${status} is not taken and ${retryable ? 'tried again' : 'given up'}; no redirect is followed`, async () => {
      let requests = 0;
      const server = await serverThat(() => {
        requests += 1;
        return { status, headers: { location: '/elsewhere' } };
      });
      const error = await createWebhookSender({ url: server.url, secret, allowPrivateAddresses: true })(message, soon()).catch(
        (thrown: unknown) => thrown,
      );
      server.close();
      assert.ok(error instanceof AppError);
      assert.deepEqual([error.retryable, requests], [retryable, 1]);
    });
  }

  const inside = [
    'http://example.com/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://10.0.0.7/',
    'https://169.254.169.254/latest',
    'https://[::ffff:127.0.0.1]/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://localhost:1/',
    'https://[fd00::1]/',
  ];
  for (const url of inside) {
    test(`nothing is sent to ${url}`, async () => {
      const error = await createWebhookSender({ url, secret, allowPrivateAddresses: false })(message, soon()).catch(
        (thrown: unknown) => thrown,
      );
      assert.ok(error instanceof AppError, String(error));
      assert.deepEqual([error.code, error.retryable], ['forbidden', false]);
    });
  }

  const addresses: readonly [address: string, open: boolean][] = [
    ['8.8.8.8', true],
    ['2606:4700::1111', true],
    ['100.64.1.1', false],
    ['172.31.255.255', false],
    ['172.32.0.1', true],
    ['192.168.1.1', false],
    ['0.0.0.0', false],
    ['255.255.255.255', false],
    ['::', false],
    ['fe80::1', false],
    ['::ffff:8.8.8.8', true],
    ['::ffff:7f00:1', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['not an address', false],
  ];
  for (const [address, open] of addresses) {
    test(`${address} is ${open ? 'on the open Internet' : 'inside'}`, () => assert.equal(isPublicAddress(address), open));
  }

  test('a name that leads to this machine is refused where the connection is made', async () => {
    const error = await new Promise((done) => publicLookup('localhost', {}, (failure) => done(failure)));
    assert.ok(error instanceof AppError);
  });

  test('a secret that is not in the environment is told with its name, not sent without', () => {
    const settings = deliverySchema.parse({ webhooks: { care: { url: 'https://hooks.example.com/x', secretVariable: 'HOOK_SECRET' } } });
    assert.throws(() => openTargets(settings, {}), /HOOK_SECRET must hold the secret of delivery.webhooks.care/);
    assert.deepEqual(openTargets(settings, { HOOK_SECRET: secret }).targetsFor('rising'), ['webhook care']);
  });
});

describe('mail', () => {
  test('arrives as plain text; a customer’s words add no header and end no message', async () => {
    const mails: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _session, done) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          mails.push(Buffer.concat(chunks).toString());
          done();
        });
      },
    });
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    const { port } = server.server.address() as AddressInfo;
    await createMailSender({ host: '127.0.0.1', port, secure: false, plain: true, from: 'earshot@example.com', to: ['care@example.com'] })(
      message,
      soon(),
    );
    await new Promise<void>((closed) => server.close(closed));
    const [head = '', body = ''] = mails[0]?.split('\r\n\r\n') ?? [];
    assert.match(head, /^Subject: rising: late parcels Bcc: thief@example.org$/mu);
    assert.ok(!/^Bcc:/mu.test(head));
    assert.match(head, /^Content-Type: text\/plain/mu);
    const text = Buffer.from(body, head.includes('base64') ? 'base64' : 'utf8').toString();
    assert.match(`${text}${mails[0]}`, /30 conversations/u);
  });

  test('a server that does not answer is tried again', async () => {
    const sender = createMailSender({
      host: '127.0.0.1',
      port: 1,
      secure: false,
      plain: true,
      from: 'a@example.com',
      to: ['b@example.com'],
    });
    const error = await sender(message, soon()).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof AppError && error.retryable);
  });
});
