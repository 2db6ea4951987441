import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { identifyLanguage, loadLanguageIdentifier } from './language-id.ts';

/** What customers write, one contact per row; written for this project. */
const contacts: readonly (readonly [code: string, texts: readonly string[]])[] = [
  ['en', ['hi', 'I was charged twice for my order last week and nobody has called me back']],
  ['en', ['my internet keeps dropping every evening, can you send someone?']],
  ['en', ['Please cancel the second booking, I only need one room.']],
  ['es', ['hola', 'me han cobrado dos veces el pedido de la semana pasada y nadie me llama']],
  ['es', ['Quiero cambiar la fecha de mi vuelo, ¿cuánto cuesta?']],
  ['de', ['Guten Tag', 'meine Rechnung stimmt nicht, bitte prüfen Sie das noch einmal']],
  ['de', ['Das Paket ist immer noch nicht angekommen, wo bleibt es denn?']],
  ['fr', ['Bonjour, je n’ai toujours pas reçu mon remboursement après trois semaines']],
  ['fr', ['Pouvez-vous annuler ma réservation pour demain soir ?']],
  ['it', ['Buongiorno, il mio ordine non è ancora arrivato e vorrei sapere quando arriva']],
  ['pt', ['Olá, não consigo entrar na minha conta desde ontem, podem ajudar?']],
  ['nl', ['Goedemiddag, mijn pakket is nog steeds niet bezorgd, kunt u dat nakijken?']],
  ['pl', ['Dzień dobry, nie mogę zalogować się na swoje konto od wczoraj']],
  ['sv', ['Hej, jag har fortfarande inte fått tillbaka mina pengar efter returen']],
  ['tr', ['Merhaba, siparişim hâlâ gelmedi, ne zaman teslim edilecek acaba?']],
  ['ru', ['Здравствуйте, мой заказ до сих пор не пришёл, когда его доставят?']],
  ['ar', ['مرحبا، لم يصل طلبي حتى الآن، متى سيتم التوصيل؟']],
  ['ja', ['先週注文した商品がまだ届いていません。いつ届きますか。']],
  ['zh', ['你好，我上周订的东西还没有收到，请帮我查一下']],
  ['ko', ['안녕하세요, 지난주에 주문한 상품이 아직 도착하지 않았습니다']],
  ['hi', ['नमस्ते, मेरा ऑर्डर अभी तक नहीं आया है, कब मिलेगा?']],
];

before(() => loadLanguageIdentifier());

for (const [code, texts] of contacts) {
  test(`tells ${code}: ${texts.at(-1)?.slice(0, 30)}`, () => {
    const language = identifyLanguage(texts);
    assert.equal(language?.code, code);
    assert.equal(language?.origin, 'text');
    assert.ok((language?.confidence ?? 0) > 0 && (language?.confidence ?? 0) <= 1);
  });
}

const tooShort: readonly (readonly string[])[] = [
  [],
  [''],
  ['ok'],
  ['hi', 'yes'],
  ['12345 67890 !!!'],
  ['<card> <phone> https://example.com/very/long/path'],
];

for (const texts of tooShort)
  test(`says nothing of too few words: ${JSON.stringify(texts)}`, () => assert.equal(identifyLanguage(texts), null));

test('is not misled by a foreign greeting before English words', () => {
  assert.equal(identifyLanguage(['Hola!', 'Sorry, I meant to ask whether my parcel has left the warehouse yet'])?.code, 'en');
});
