/** A search of Explore that somebody keeps under a name. */
export interface SavedSearch {
  readonly id: string;
  readonly name: string;
  /** As it is typed: docs/SEARCH.md. */
  readonly query: string;
  /** Who keeps it, as the audit log calls them; `local` while there are no accounts. */
  readonly owner: string;
  /** ISO 8601 UTC. */
  readonly savedAt: string;
}

/** Port: searches by id; a later one replaces it, so what was removed can be put back as it was. */
export interface SavedSearches {
  put(search: SavedSearch): Promise<void>;
  /** In the order of their names. */
  list(): Promise<readonly SavedSearch[]>;
  /** False when there was none. */
  remove(id: string): Promise<boolean>;
}
