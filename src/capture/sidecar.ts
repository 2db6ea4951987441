import type { CapturedInteraction } from '../domain/captured-interaction.ts';
import { applyFields } from './apply-fields.ts';
import { isObject } from './json-object.ts';

/**
 * A contact with what the JSON file beside its recording (`call.wav.json`) says of it; field names as in metadata
 * files. A sidecar that is no object is a warning: the recording is worth more than what is said about it.
 */
export function applySidecar(captured: CapturedInteraction, sidecar: unknown, timeZone = captured.timeZone ?? 'UTC'): CapturedInteraction {
  if (isObject(sidecar) && sidecar.sidecarUnreadable !== true) return applyFields(captured, sidecar, timeZone);
  return { ...captured, warnings: [...captured.warnings, 'the sidecar is not a JSON object: ignored'] };
}
