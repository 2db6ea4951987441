/** Raised whenever the same rule could answer differently on the same words. Stored with every finding. */
export const engineVersion = 'rules-1';
