/** The part of jstat that is used: distributions with their parameters first after the value. */
declare module 'jstat' {
  interface Distribution {
    cdf(x: number, ...parameters: number[]): number;
    inv(p: number, ...parameters: number[]): number;
  }
  const jStat: {
    readonly normal: Distribution;
    readonly gamma: Distribution;
    readonly beta: Distribution;
    readonly chisquare: Distribution;
    readonly studentt: Distribution;
    ibeta(x: number, a: number, b: number): number;
    gammaln(x: number): number;
  };
  const whole: { readonly jStat: typeof jStat };
  export = whole;
}
