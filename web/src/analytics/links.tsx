import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { QueryBody } from '../api.ts';
import { numbersStrings } from '../strings/numbers.ts';
import { stateOf } from './query-state.ts';

const look = 'inline-flex min-h-6 items-center text-xs whitespace-nowrap text-accent hover:underline';

interface CellLinkProps {
  readonly cell: string;
  /** Of what, for those who hear the link without its row. */
  readonly what: string;
  readonly children?: ReactNode;
  readonly className?: string;
}

/** The conversations that a number counts. */
export function CellLink({ cell, what, children = numbersStrings.openConversations, className = look }: CellLinkProps) {
  return (
    <Link
      to="/interactions"
      search={{ cell }}
      aria-label={numbersStrings.conversationsOf(what)}
      title={numbersStrings.conversationsOf(what)}
      className={className}
      preload={false}
    >
      {children}
    </Link>
  );
}

/** The question behind a number, to be changed and asked again. */
export function QueryLink({
  query,
  what,
  children = numbersStrings.openQuery,
}: {
  readonly query: QueryBody;
  readonly what: string;
  readonly children?: ReactNode;
}) {
  return (
    <Link to="/query" search={stateOf(query)} aria-label={numbersStrings.queryOf(what)} className={look} preload={false}>
      {children}
    </Link>
  );
}
