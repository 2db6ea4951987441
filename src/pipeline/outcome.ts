/** What a step can say. A step that throws is a defect or a failing engine; the runner turns that into `retry`. */
export type Outcome<Value> =
  | { readonly kind: 'ok'; readonly value: Value }
  /** Cannot be processed as it is: set aside with its reason until somebody looks. */
  | { readonly kind: 'quarantine'; readonly reason: string; readonly cause?: unknown }
  | { readonly kind: 'retry'; readonly afterMs: number; readonly reason: string };

export function ok<Value>(value: Value): Outcome<Value> {
  return { kind: 'ok', value };
}
