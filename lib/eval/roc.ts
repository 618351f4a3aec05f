/** A curve of true accepts over false ones, from (0, 0) to (1, 1). */
export interface Roc {
  /** FPR: the share of different pairs accepted. */
  readonly fpr: Float64Array;
  /** TPR: the share of same pairs accepted, at each FPR. */
  readonly tpr: Float64Array;
}

/** How scores of two kinds lie to each other, all that a curve needs. */
export interface Steps {
  /** The scores of same pairs, each once, rising. */
  readonly scores: Float64Array;
  /** How many same pairs have each. */
  readonly same: ArrayLike<number>;
  /** How many different pairs have each. */
  readonly equal: ArrayLike<number>;
  /** How many different pairs lie above each and below the next. */
  readonly between: ArrayLike<number>;
  /** Different pairs altogether. */
  readonly different: number;
}

/**
 * The curve's corners. Between the scores of same pairs nothing but false
 * accepts changes, so that these corners are the whole curve.
 */
export function rocOf(steps: Steps): Roc {
  const { scores, same, equal, between, different } = steps;
  let all = 0;
  for (let at = 0; at < scores.length; at++) all += same[at]!;
  const fpr = new Float64Array(2 * scores.length + 2);
  const tpr = new Float64Array(fpr.length);
  let [point, right, wrong] = [1, 0, 0];
  for (let at = scores.length - 1; at >= 0; at--) {
    wrong += between[at]!;
    [fpr[point], tpr[point]] = [wrong / different, right / all];
    point++;
    wrong += equal[at]!;
    right += same[at]!;
    [fpr[point], tpr[point]] = [wrong / different, right / all];
    point++;
  }
  [fpr[point], tpr[point]] = [1, 1];
  return { fpr, tpr };
}

/** The area under a curve: how probably a same pair is more alike than a different one, ties half. */
export function areaUnder({ fpr, tpr }: Roc): number {
  let area = 0;
  for (let at = 1; at < fpr.length; at++) {
    area += (fpr[at]! - fpr[at - 1]!) * (tpr[at]! + tpr[at - 1]!) / 2;
  }
  return area;
}

/** EER: the rate of false accepts where it equals that of false rejects, on the line between two corners. */
export function equalErrorRate({ fpr, tpr }: Roc): number {
  let at = 1;
  const over = (point: number) => fpr[point]! - (1 - tpr[point]!);
  while (over(at) < 0) at++;
  const [before, after] = [over(at - 1), over(at)];
  return fpr[at - 1]! +
    (fpr[at]! - fpr[at - 1]!) * before / (before - after);
}
