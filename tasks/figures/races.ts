/** What one side of a race did, as `deno task bench` keeps it. */
interface KeptSide {
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

/** Images of a batch and their size. */
interface ImageSize {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
}

/** What `deno task bench step` keeps. */
export type KeptSteps = KeptRaces<ImageSize>;

/** What `deno task bench growth` keeps. */
export type KeptGrowth = KeptRaces<ImageSize & { readonly classes: number }>;

/** What `deno task bench losses` keeps: the kit's side first, then PyTorch's. */
export interface KeptLosses {
  readonly rows: readonly {
    readonly loss: string;
    readonly classes: number;
    readonly sides: readonly KeptSide[];
  }[];
}

/**
 * README's table of training steps: a line a size and side, each beside
 * PyTorch's faster eager layout and, where it was there, torch.compile.
 */
export function stepTable({ rows }: KeptSteps): string {
  const compiled = (side: KeptSide) => isTorch(side) && isCompiled(side);
  const withCompile = rows.some(({ sides }) => sides.some(compiled));
  return table(
    ["images a step", "side"],
    [
      "images/s",
      "times PyTorch's best layout",
      ...withCompile ? ["times torch.compile"] : [],
      "most memory",
    ],
    rows.flatMap(({ size, sides }) => {
      const eager = sides.filter((side) => isTorch(side) && !compiled(side));
      return sides.map((side, place) => [
        place === 0 ? sizeText(size) : "",
        side.name,
        figure(size.batch / side.median),
        over(fastest(eager), side),
        ...withCompile ? [over(sides.find(compiled), side)] : [],
        memory(side),
      ]);
    }),
  );
}

/** README's table of what is timed an image, the loader and embedding: a line a size and side. */
export function imagesTable({ rows }: KeptRaces<ImageSize>): string {
  const withMemory = rows.some(({ sides }) =>
    sides.some(({ peakGB }) => peakGB !== null)
  );
  return table(
    ["images a batch", "side"],
    ["images/s", "kit's pace over it", ...withMemory ? ["most memory"] : []],
    rows.flatMap(({ size, sides }) =>
      sides.map((side, place) => [
        place === 0 ? sizeText(size) : "",
        side.name,
        figure(1 / side.median),
        over(side, sides[0]!),
        ...withMemory ? [memory(side)] : [],
      ])
    ),
  );
}

/** README's table of growth: a line a size, seconds and memory of both sides. */
export function growthTable({ rows }: KeptGrowth): string {
  return table(
    [],
    [
      "images a step",
      "persons",
      "kit, s",
      "PyTorch, s",
      "kit's pace over it",
      "kit's memory",
      "PyTorch's memory",
    ],
    rows.map(({ size, sides: [kit, torch] }) => [
      sizeText(size),
      `${size.classes}`,
      ...[kit, torch].map((side) => side ? figure(side.median) : ""),
      over(torch, kit!),
      ...[kit, torch].map((side) => side ? memory(side) : ""),
    ]),
  );
}

/** What `deno task bench ranking` keeps: vectors of 0 numbers are similarities that are given. */
export type KeptRankings = KeptRaces<{
  readonly queries: number;
  readonly gallery: number;
  readonly embed: number;
  readonly apart: number;
}>;

/** README's table of rankings: a line a size and side, seconds to all scores. */
export function rankingTable({ rows }: KeptRankings): string {
  return table(
    ["queries x gallery", "from", "side"],
    ["seconds", "kit's pace over it", "most memory"],
    rows.flatMap(({ size: { queries, gallery, embed, apart }, sides }) =>
      sides.map((side, place) => [
        place === 0 ? `${queries} x ${gallery}` : "",
        place > 0
          ? ""
          : embed > 0
          ? `vectors of ${embed}`
          : `similarities, a person's ${apart} apart`,
        side.name,
        figure(side.median),
        over(side, sides[0]!),
        memory(side),
      ])
    ),
  );
}

/** A size in queries, gallery images and numbers of a vector. */
interface SetSize {
  readonly queries: number;
  readonly gallery: number;
  readonly embed: number;
}

function setText({ queries, gallery, embed }: SetSize): string {
  return `${queries} x ${gallery}, vectors of ${embed}`;
}

/** README's table of re-rankings: a line a size and side. */
export function rerankTable({ rows }: KeptRaces<SetSize>): string {
  return table(
    ["queries x gallery", "side"],
    ["seconds", "most memory"],
    rows.flatMap(({ size, sides }) =>
      sides.map((side, place) => [
        place === 0 ? setText(size) : "",
        side.name,
        figure(side.median),
        memory(side),
      ])
    ),
  );
}

/** What `deno task bench index` keeps. */
export interface KeptIndex {
  readonly top: number;
  readonly rows: readonly {
    readonly size: SetSize;
    readonly searchWidth: number;
    readonly buildSeconds: number;
    readonly searchSeconds: number;
    readonly exactSeconds: number;
    readonly recall: number;
  }[];
}

/** README's table of approximate search: a line a size and width of search. */
export function indexTable({ top, rows }: KeptIndex): string {
  return table(
    ["queries x gallery"],
    [
      "width of search",
      `recall@${top}`,
      "built in, s",
      "searched in, s",
      "exact, s",
    ],
    rows.map((row) => [
      setText(row.size),
      `${row.searchWidth}`,
      row.recall.toFixed(4),
      figure(row.buildSeconds),
      figure(row.searchSeconds),
      figure(row.exactSeconds),
    ]),
  );
}

/** README's table of the demo: a line a command, whole processes. */
export function demoTable({ rows }: KeptRaces<object>): string {
  return table(
    ["command"],
    ["seconds", "`deno task train`'s pace over it", "most memory"],
    rows.flatMap(({ sides }) =>
      sides.map((side) => [
        `\`${side.name}\``,
        figure(side.median),
        over(side, sides[0]!),
        memory(side),
      ])
    ),
  );
}

/** What `deno task bench profile` keeps. */
export interface KeptProfile {
  readonly size: ImageSize;
  readonly seconds: number;
  readonly rows: readonly {
    readonly kind: string;
    readonly calls: number;
    readonly seconds: number;
    readonly gigaflop: number;
  }[];
}

/** README's table of a step's parts: a line a kind of work. */
export function profileTable({ size, seconds, rows }: KeptProfile): string {
  return table(
    [`a step, ${sizeText(size)}`],
    ["calls", "ms", "share", "GFLOP", "GFLOP/s"],
    rows.map((row) => [
      row.kind,
      row.calls > 0 ? figure(row.calls) : "",
      figure(1000 * row.seconds),
      `${figure(100 * row.seconds / seconds)} %`,
      row.gigaflop > 0 ? figure(row.gigaflop) : "",
      row.gigaflop > 0 ? figure(row.gigaflop / row.seconds) : "",
    ]),
  );
}

/** README's table of losses: a line a loss, milliseconds of both sides for each number of classes. */
export function lossesTable({ rows }: KeptLosses): string {
  const classes = [...new Set(rows.map((row) => row.classes))]
    .sort((a, b) => a - b);
  const losses = [...new Set(rows.map(({ loss }) => loss))];
  const cells = (loss: string, count: number) => {
    const row = rows.find((row) => row.loss === loss && row.classes === count);
    const [kit, torch] = row?.sides ?? [];
    if (!kit || !torch) return ["", ""];
    const times = [kit, torch].map(({ median }) => figure(1000 * median));
    const memory = [kit, torch].map(({ peakGB }) => peakGB?.toFixed(2) ?? "-");
    return [
      `${times.join(" / ")} (${(torch.median / kit.median).toFixed(2)})`,
      memory.join(" / "),
    ];
  };
  const heads = classes.flatMap((count) => [`ms, ${count}`, `GB, ${count}`]);
  return table(
    ["loss"],
    heads,
    losses.map((loss) => [
      loss,
      ...classes.flatMap((count) => cells(loss, count)),
    ]),
  );
}

/** A table in Markdown: columns of words, then columns of numbers. */
function table(
  words: readonly string[],
  numbers: readonly string[],
  lines: readonly (readonly string[])[],
): string {
  const rules = [...words.map(() => "---"), ...numbers.map(() => "--:")];
  return [[...words, ...numbers], rules, ...lines]
    .map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function isTorch({ name }: KeptSide): boolean {
  return name.startsWith("torch");
}

function isCompiled({ name }: KeptSide): boolean {
  return name.includes(", compile,");
}

function fastest(sides: readonly KeptSide[]): KeptSide | undefined {
  return sides.toSorted((a, b) => a.median - b.median)[0];
}

/** How many times one side's pace the other has; nothing if the one is not there. */
function over(one: KeptSide | undefined, other: KeptSide): string {
  return one ? figure(one.median / other.median) : "";
}

function memory({ peakGB }: KeptSide): string {
  return peakGB === null ? "" : `${peakGB.toFixed(1)} GB`;
}

function sizeText({ batch, height, width }: ImageSize): string {
  return `${batch} of ${height}x${width}`;
}

/** Three figures, no exponent. */
function figure(value: number): string {
  return `${Number(value.toPrecision(3))}`;
}
