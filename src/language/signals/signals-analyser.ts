import type { Evidence, Signal } from '../../domain/understanding.ts';
import type { Analyser, Document } from '../analyser.ts';
import definitions from './cues.json' with { type: 'json' };
import { readDissatisfaction } from './read-dissatisfaction.ts';
import { anywhere, createSignalReader, towardsEnd } from './read-signal.ts';

const { signals } = definitions;
const readResolved = createSignalReader('resolved', signals.resolved, towardsEnd);
const readEscalation = createSignalReader('escalation', signals.escalation, anywhere);
const readTransfer = createSignalReader('transfer', signals.transfer, anywhere);
const readPromise = createSignalReader('promise', signals.promise, anywhere);
const readChurn = createSignalReader('churn-intent', signals['churn-intent'], anywhere);
const readRepeat = createSignalReader('repeat-contact', signals['repeat-contact'], anywhere);
/** Log-odds of a transfer that the source itself reports. */
const reported = 8;

/** How the contact came out, as far as its words and events say: yes, no or unclear, each with what decided. */
export const signalsAnalyser: Analyser = {
  name: 'signals',
  version: 'signals-1',
  languages: ['en'],
  needs: ['sentiment', 'effort', 'politeness'],
  adds: ['signals'],
  analyse(document) {
    const resolved = readResolved(document);
    const found: Signal[] = [
      resolved,
      readEscalation(document),
      readTransfer(document, reportedTransfers(document)),
      readPromise(document),
      readChurn(document),
      readRepeat(document),
      readDissatisfaction(document.understanding, resolved),
    ];
    return { parts: { signals: found } };
  },
};

function reportedTransfers({ events, turns }: Document): Evidence[] {
  const event = events.find(({ kind }) => kind === 'transfer');
  const after = event && (turns.find(({ startMs }) => (startMs ?? -1) >= event.startMs) ?? turns.at(-1));
  return after ? [{ turn: after.index, start: 0, end: 0, weight: reported, why: 'the source reports a transfer' }] : [];
}
