/** Port: taxonomies of contact drivers by id, kept sealed: quotes are customers' words. */
export interface DriverModels {
  /** `document` is the model as text; the same id again replaces it. */
  put(model: { readonly id: string; readonly asOf: string; readonly fittedAt: string; readonly document: string }): Promise<void>;
  /** The one fitted last, of those that saw nothing from `before` on. */
  newest(before?: string): Promise<string | null>;
}
