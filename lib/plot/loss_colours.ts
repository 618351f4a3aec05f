/**
 * The one colour of each loss, on every chart: first those of Okabe and Ito,
 * as series have them, for the losses that the course compares, then darker
 * ones of Paul Tol's muted scheme. Losses that are often beside each other
 * differ in lightness too.
 */
const LOSS_COLOURS: readonly (readonly [name: string, colour: string])[] = [
  ["softmax triplet", "#117733"], // dark green
  ["softmax", "#666666"], // grey
  ["norm softmax", "#000000"],
  ["sphere margin", "#56b4e9"], // sky
  ["sphere", "#0072b2"], // blue
  ["l softmax", "#e69f00"], // orange
  ["a softmax", "#cc79a7"], // purple
  ["cos face", "#009e73"], // green
  ["arc face", "#d55e00"], // vermilion
  ["combined margin", "#8c510a"], // brown
  ["batch hard triplet", "#c7b500"], // dark yellow
  ["triplet", "#c7b500"],
  ["weighted triplet", "#999933"], // olive
  ["ada cos", "#332288"], // indigo
  ["circle softmax", "#882255"], // wine
  ["circle pair", "#44aa99"], // teal
  ["sub centre arc face", "#aa4499"], // magenta
  ["centre", "#6699cc"], // pale blue
];

/**
 * The colour that a loss has on every chart; two that have one only differ in
 * settings.
 *
 * @param name A loss as it is written anywhere: "cosFace", "cos-face", "CosFace, s = 30".
 * @returns Its colour; undefined where the name begins with no loss.
 *
 * @example One loss, one colour
 * ```ts
 * import { lossColour } from "@spherereid/kit/plot";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(lossColour("l-softmax-4"), lossColour("lSoftmax"));
 * assertEquals(lossColour("2026-11-23_demo"), undefined);
 * ```
 */
export function lossColour(name: string): string | undefined {
  const words = name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? [];
  const read = `${words.join(" ").toLowerCase()} `;
  return LOSS_COLOURS.find(([loss]) => read.startsWith(`${loss} `))?.[1];
}
