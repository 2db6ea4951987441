import { useEffect, useState } from 'react';

/** The value once it has stood still for so long: what asks the server follows it, what is typed does not. */
export function useRested<Value>(value: Value, forMs: number): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), forMs);
    return () => clearTimeout(timer);
  }, [value, forMs]);
  return rested;
}
