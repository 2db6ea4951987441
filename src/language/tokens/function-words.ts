/** English words that carry grammar and no subject: they explain nothing and name no topic. */
export const functionWords: ReadonlySet<string> = new Set(
  `a about above after again all also am an and any are as at be because been before being but by can could did do does doing done down during
  each else even every few for from get gets getting go going got had has have having he her here hers him his how i i'd i'll i'm i've if in into
  is it it's its just let like made make many may me might more most much must my no nor not now of off oh on once one only or other our out over
  own please really said same say she should so some such than that that's the their them then there these they thing this those through to
  too two under until up upon us very was we we're well were what when where which while who why will with would yes yet you your yours
  okay ok hi hello hey thanks thank sure yeah um uh don't doesn't didn't can't won't isn't wasn't`.split(/\s+/),
);
