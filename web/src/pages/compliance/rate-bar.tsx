import type { Standing } from './prepare-register.ts';

/** A rate as a bar with its interval as a whisker; the words beside it say the same. */
export function RateBar({ rate }: { readonly rate: NonNullable<Standing['rate']> }) {
  const [low, high] = rate.interval;
  return (
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" className="h-2 w-full rounded-sm bg-sunken">
      <rect x="0" y="0" width={rate.share * 100} height="8" className="fill-accent" opacity="0.55" />
      <rect x={low * 100} y="3" width={Math.max(0.6, (high - low) * 100)} height="2" className="fill-ink" />
    </svg>
  );
}
