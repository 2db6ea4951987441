import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Interaction } from '../../src/domain/interaction.ts';
import type { SearchPage } from '../../src/storage/content.ts';
import { countsOf, createSite, type IngestAnswer, type Site } from './earshot.ts';

const question = `From: Dana Reed <dana.reed@example.com>
To: support@fernhill.example
Subject: Broken router
Date: Mon, 05 Oct 2026 09:00:00 +0000
Message-ID: <q1@example.com>
Content-Type: text/plain; charset=utf-8

Hello,

my router stopped working on Friday. Can you send a new one?

--
Dana Reed
Sent from my phone
`;

const answer = `From: Fernhill Support <support@fernhill.example>
To: Dana Reed <dana.reed@example.com>
Subject: Re: Broken router
Date: Mon, 05 Oct 2026 11:30:00 +0000
Message-ID: <a1@fernhill.example>
In-Reply-To: <q1@example.com>
References: <q1@example.com>
Content-Type: text/plain; charset=utf-8

Dear Dana, a new router is on its way.

On Mon, 5 Oct 2026 at 09:00, Dana Reed <dana.reed@example.com> wrote:
> Hello,
>
> my router stopped working on Friday. Can you send a new one?
`;

let site: Site;
before(async () => {
  site = await createSite();
});
after(() => site.remove());

test('a thread in one mailbox is one conversation; quoted text and signatures are kept beside it', async () => {
  const mailbox = [question, answer].map((mail) => `From x@y Mon Oct  5 09:00:00 2026\n${mail}`).join('\n');
  const path = await site.write('support.mbox', mailbox);
  assert.deepEqual(countsOf(await site.json<IngestAnswer>('ingest', path)), {
    captured: 1,
    updated: 0,
    duplicate: 0,
    parked: 0,
    failed: 0,
  });
  const page = await site.json<SearchPage>('list', '--channel', 'email');
  assert.equal(page.total, 1);
  const shown = await site.json<Interaction>('show', page.items[0]?.id ?? '');
  assert.equal(shown.turns.length, 2);
  assert.ok(shown.turns[1]?.text.includes('on its way'));
  assert.ok(!shown.turns[1]?.text.includes('stopped working'), 'quoted text is not said again');
  const kept = shown.turns.flatMap((turn) => turn.setAside ?? []);
  assert.ok(kept.some((part) => part.kind === 'quoted' && part.text.includes('stopped working')));
  assert.ok(!JSON.stringify(shown).includes('dana.reed@example.com'), 'addresses are redacted, also in what is set aside');
  assert.equal(shown.turns[1]?.startMs, 2.5 * 3_600_000);
});

test('mails of one thread that arrive as files of their own, the answer first, are one conversation', async () => {
  const second = await site.write('2.eml', answer.replaceAll('q1@', 'q2@').replaceAll('a1@', 'a2@'));
  const first = await site.write('1.eml', question.replaceAll('q1@', 'q2@'));
  assert.equal((await site.json<IngestAnswer>('ingest', second)).captured, 1);
  assert.equal((await site.json<IngestAnswer>('ingest', first)).updated, 1);
  assert.equal((await site.json<IngestAnswer>('ingest', second)).duplicate, 1);
  const page = await site.json<SearchPage>('list', '--channel', 'email');
  assert.equal(page.total, 2);
  const threads: Interaction[] = [];
  for (const { id } of page.items) threads.push(await site.json<Interaction>('show', id));
  const joined = threads.find((thread) => thread.version === 2);
  assert.deepEqual(
    joined?.turns.map((turn) => turn.role),
    ['customer', 'agent'],
  );
});
