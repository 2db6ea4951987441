import { redactText, redactTurns } from '../../language/redaction/redact-turns.ts';
import { type Outcome, ok } from '../outcome.ts';
import { refine, type Work } from '../work.ts';

/** Puts typed tokens where personal data stood. The original stays in the vault, inside the capture. */
export function createRedactStep({ enabled, country }: { readonly enabled: boolean; readonly country: string }) {
  return function redact(work: Work): Outcome<Work> {
    const { interaction } = work;
    if (!enabled) return ok(refine(work, { versions: { ...interaction.versions, redaction: 'off' } }));
    const options = { country, redactedBefore: work.arrived.redacted };
    const { turns, annotations, version } = redactTurns(interaction.turns, options);
    const attributes = Object.entries(interaction.attributes).map(([name, value]) => [
      name,
      typeof value === 'string' ? redactText(value, options) : value,
    ]);
    return ok(
      refine(work, {
        turns,
        annotations,
        subject: interaction.subject === null ? null : redactText(interaction.subject, options),
        attributes: Object.fromEntries(attributes),
        versions: { ...interaction.versions, redaction: version },
      }),
    );
  };
}
