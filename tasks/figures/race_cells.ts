/** What one side of a race did, as `deno task bench` keeps it. */
export interface KeptSide {
  readonly name: string;
  readonly median: number;
  readonly peakGB: number | null;
}

/** What `deno task bench step` and others keep: a row a size, the kit's side first. */
export interface KeptRaces<Size> {
  readonly rows: readonly {
    readonly size: Size;
    readonly sides: readonly KeptSide[];
  }[];
}

/** A table in Markdown: columns of words, then columns of numbers. */
export function table(
  words: readonly string[],
  numbers: readonly string[],
  lines: readonly (readonly string[])[],
): string {
  const rules = [...words.map(() => "---"), ...numbers.map(() => "--:")];
  return [[...words, ...numbers], rules, ...lines]
    .map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** How many times one side's pace the other has; nothing if the one is not there. */
export function over(one: KeptSide | undefined, other: KeptSide): string {
  return one ? figure(one.median / other.median) : "";
}

/** A side's most memory, if it is known. */
export function memory({ peakGB }: KeptSide): string {
  return peakGB === null ? "" : `${peakGB.toFixed(1)} GB`;
}

/** Three figures, no exponent. */
export function figure(value: number): string {
  return `${Number(value.toPrecision(3))}`;
}
