/** Throws unless a probability lies in [0, 1]. */
export function checkProbability(act: string, probability: number): void {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(
      `Cannot ${act} images as the probability must lie between 0 and 1: current probability is ${probability}, pass 0.5 for every other image`,
    );
  }
}
