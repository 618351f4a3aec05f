/** What stands behind the bar of a training: "loss 1.234  43 images/s". */
export function lossAndPace(
  { loss, imagesPerSecond }: {
    readonly loss: number;
    readonly imagesPerSecond: number;
  },
): string {
  return `loss ${loss.toFixed(3)}  ${imagesPerSecond.toFixed(0)} images/s`;
}
