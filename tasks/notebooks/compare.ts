import type { Cell, Output } from "./notebook.ts";

/** Any number in a text. */
const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

/**
 * How far numbers of a cell's outputs may lie from the committed ones: the tag
 * "tolerance:0.001" allows 0.001, or 0.1 % where a number is above 1. Without
 * the tag they are the same.
 *
 * @throws {RangeError} If the tag does not hold a number above 0.
 */
export function toleranceOf(cell: Cell): number {
  const tag = cell.metadata.tags?.find((one) => one.startsWith("tolerance:"));
  if (tag === undefined) return 0;
  const tolerance = Number(tag.slice("tolerance:".length));
  if (!(tolerance > 0 && tolerance < Infinity)) {
    throw new RangeError(
      `Cannot compare the outputs of a cell as its tolerance must be a number above 0: current tag is "${tag}"`,
    );
  }
  return tolerance;
}

/**
 * Where the outputs of a cell differ from the committed ones; null if they do
 * not. Texts and charts are compared number by number. Of a picture only its
 * being there is: its bytes are the drawing library's, its chart is compared.
 *
 * @param was The outputs that are committed.
 * @param is Those of now.
 * @param tolerance From {@linkcode toleranceOf}.
 */
export function difference(
  was: readonly Output[],
  is: readonly Output[],
  tolerance: number,
): string | null {
  if (was.length !== is.length) {
    return `it has ${is.length} outputs, committed are ${was.length}`;
  }
  for (const [at, output] of is.entries()) {
    const fault = apart(content(was[at]!), content(output), tolerance);
    if (fault !== null) return fault;
  }
  return null;
}

function content(output: Output): unknown {
  switch (output.output_type) {
    case "stream":
      return { [output.name]: output.text };
    case "error":
      return { error: `${output.ename}: ${output.evalue}` };
    default:
      return Object.fromEntries(
        Object.entries(output.data).map(([type, value]) => [
          type,
          /^image\//.test(type) ? "a picture" : value,
        ]),
      );
  }
}

function apart(
  was: unknown,
  is: unknown,
  tolerance: number,
): string | null {
  if (typeof was === "number" && typeof is === "number") {
    return near(was, is, tolerance)
      ? null
      : `it gives ${is}, committed is ${was}${allowed(tolerance)}`;
  }
  if (typeof was === "string" && typeof is === "string") {
    return textsApart(was, is, tolerance);
  }
  if (isRecord(was) && isRecord(is)) {
    const keys = Object.keys(is).sort();
    if (keys.join("\n") !== Object.keys(was).sort().join("\n")) {
      return `it has ${keys.join(", ")}, committed are ${
        Object.keys(was).sort().join(", ")
      }`;
    }
    for (const key of keys) {
      const fault = apart(was[key], is[key], tolerance);
      if (fault !== null) return fault;
    }
    return null;
  }
  return was === is ? null : `it gives ${is}, committed is ${was}`;
}

function textsApart(
  was: string,
  is: string,
  tolerance: number,
): string | null {
  if (was === is) return null;
  const said = `it says "${shortened(is, was)}", committed is "${
    shortened(was, is)
  }"`;
  if (was.replace(NUMBER, "#") !== is.replace(NUMBER, "#")) return said;
  const before = was.match(NUMBER) ?? [];
  const now = is.match(NUMBER) ?? [];
  return before.every((number, at) =>
      near(Number(number), Number(now[at]), tolerance)
    )
    ? null
    : said + allowed(tolerance);
}

/** Some words from where two texts part. */
function shortened(text: string, other: string): string {
  let at = 0;
  while (text[at] === other[at]) at++;
  const from = Math.max(0, at - 20);
  return text.slice(from, at + 30).trim();
}

function near(was: number, is: number, tolerance: number): boolean {
  return was === is ||
    Math.abs(was - is) <= tolerance * Math.max(1, Math.abs(was));
}

function allowed(tolerance: number): string {
  return tolerance > 0 ? ` (tolerance ${tolerance})` : "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
