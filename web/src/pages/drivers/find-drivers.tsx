import { addDays } from '../../analytics/periods.ts';
import { useFindDrivers } from '../../analytics/use-drivers.ts';
import { ApiError } from '../../api.ts';
import { driversStrings } from '../../strings/drivers.ts';

const words = driversStrings;

interface FindDriversProps {
  /** The last day whose contacts are read. */
  readonly newest: string | null | undefined;
  readonly label: string;
  readonly isMain?: boolean;
}

/** Starts a fit and says what happens meanwhile: it takes minutes, and the page stays usable. */
export function FindDrivers({ newest, label, isMain = false }: FindDriversProps) {
  const find = useFindDrivers();
  return (
    <div className={`flex flex-wrap items-center gap-3 ${isMain ? 'flex-col' : ''}`}>
      <button
        type="button"
        className={`button ${isMain ? 'button-accent' : ''}`}
        disabled={find.isPending || !newest}
        onClick={() => newest && find.mutate(addDays(newest, 1))}
      >
        {label}
      </button>
      <p role="status" className="max-w-md text-muted empty:hidden">
        {find.isPending ? words.finding : ''}
      </p>
      {find.error && (
        <p role="alert" className="text-danger">
          {words.failed} {find.error instanceof ApiError ? find.error.message : ''}
        </p>
      )}
    </div>
  );
}
