import type { Document } from './document.ts';
import type { Places } from './places.ts';
import type { Program, SpanPlan } from './plan.ts';
import type { SpanArena } from './span-arena.ts';

/** One stretch of one turn that belongs to a span: what is quoted as evidence. */
export interface Piece {
  /** First and last token. */
  readonly first: number;
  readonly last: number;
  /** -1 for an event. */
  readonly turn: number;
  /** Character offsets in the turn's analysed text. */
  readonly start: number;
  readonly end: number;
  readonly startMs: number;
  readonly endMs: number;
  /** Lowest recognition confidence; NaN when unknown. */
  readonly confidence: number;
}

export interface SpanSource {
  readonly program: Program;
  readonly document: Document;
  readonly places: Places;
  readonly arena: SpanArena;
}

/** Pieces of a node's span, by its place in the arena, in the order they were said: built from the operands' spans, never searched again. */
export function piecesOf(source: SpanSource, id: number, at: number): readonly Piece[] {
  const node = source.program.nodes[id];
  const { arena } = source;
  if (node === undefined) return [];
  const left = arena.left[at] ?? -1;
  const right = arena.right[at] ?? -1;
  switch (node.op) {
    case 'either':
      return piecesOf(source, node.options[left] ?? -1, right);
    case 'near':
    case 'adjacent':
    case 'same':
      return joinByTurn([...piecesOf(source, node.left, left), ...piecesOf(source, node.right, right)]);
    case 'sequence':
      return inOrder([...piecesOf(source, node.left, left), ...piecesOf(source, node.right, right)]);
    case 'relative':
      return inOrder([...piecesOf(source, node.child, left), ...(right >= 0 ? piecesOf(source, node.other, right) : [])]);
    case 'notNear':
    case 'notIn':
      return piecesOf(source, node.left, left);
    case 'window':
    case 'atTurn':
    case 'asr':
    case 'limit':
      return piecesOf(source, node.child, left);
    default:
      return ownPieces(source, node, arena.start[at] ?? 0, arena.end[at] ?? 0);
  }
}

function ownPieces(source: SpanSource, node: SpanPlan, start: number, end: number): Piece[] {
  const { document, places } = source;
  const pieces: Piece[] = [];
  if (node.op === 'event') return [pieceOf(document, start, start)];
  let token = end;
  // A phrase's words from last to first along the speaker's stream; turns and sentences are whole.
  while (token >= start) {
    pieces.push(pieceOf(document, token, token));
    token =
      node.op === 'leaf'
        ? token === start
          ? -1
          : (places.streams.previous[token] ?? -1)
        : node.op === 'turn' || node.op === 'like'
          ? previousOfTurn(document, token)
          : -1;
  }
  return joinByTurn(pieces);
}

function previousOfTurn(document: Document, from: number): number {
  const turn = document.turnOf[from];
  for (let token = from - 1; token >= 0; token--) if (document.turnOf[token] === turn) return token;
  return -1;
}

function pieceOf(document: Document, first: number, last: number): Piece {
  const { starts, ends } = document;
  return {
    first,
    last,
    turn: document.turnOf[first] ?? -1,
    start: starts[first] ?? 0,
    end: ends[last] ?? 0,
    startMs: document.startMs(first),
    endMs: document.endMsOf(last),
    confidence: document.times?.confidence[first] ?? Number.NaN,
  };
}

/** One piece per turn, from the first to the last character. */
export function joinByTurn(pieces: readonly Piece[]): Piece[] {
  const byTurn = new Map<number, Piece>();
  for (const piece of pieces) {
    const known = byTurn.get(piece.turn);
    byTurn.set(piece.turn, known === undefined ? piece : joined(known, piece));
  }
  return inOrder([...byTurn.values()]);
}

function joined(a: Piece, b: Piece): Piece {
  const [head, tail] = a.first <= b.first ? [a, b] : [b, a];
  const last = a.last >= b.last ? a : b;
  return {
    first: head.first,
    last: last.last,
    turn: a.turn,
    start: head.start,
    end: last.end,
    startMs: head.startMs,
    endMs: last.endMs,
    confidence: lowerConfidence(head.confidence, tail.confidence),
  };
}

/** The lower of two confidences, of which either may be unknown. */
export function lowerConfidence(a: number, b: number): number {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) ? a : Math.min(a, b);
}

/** In the order they were said, each once. */
export function inOrder(pieces: Piece[]): Piece[] {
  pieces.sort((a, b) => a.first - b.first || a.last - b.last);
  return pieces.filter((piece, at) => at === 0 || piece.first !== pieces[at - 1]?.first || piece.last !== pieces[at - 1]?.last);
}

export function lowestConfidence(pieces: readonly Pick<Piece, 'confidence'>[]): number {
  return pieces.reduce((lowest, piece) => lowerConfidence(lowest, piece.confidence), Number.NaN);
}
