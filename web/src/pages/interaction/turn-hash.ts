/** A place in a conversation as an address names it: `t12` a turn by its index, `t12.5-20` words of it. */
export interface TurnHash {
  readonly turn: number;
  readonly start: number | null;
  readonly end: number | null;
}

export function readTurnHash(hash: string): TurnHash | null {
  const [, turn, start, end] = /^t(\d+)(?:\.(\d+)-(\d+))?$/.exec(hash) ?? [];
  if (turn === undefined) return null;
  return { turn: Number(turn), start: start === undefined ? null : Number(start), end: end === undefined ? null : Number(end) };
}

export function writeTurnHash({ turn, start, end }: TurnHash): string {
  return start === null || end === null ? `t${turn}` : `t${turn}.${start}-${end}`;
}
