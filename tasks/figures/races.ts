import {
  figure,
  type KeptRaces,
  type KeptSide,
  memory,
  over,
  table,
} from "./race_cells.ts";

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

function isTorch({ name }: KeptSide): boolean {
  return name.startsWith("torch");
}

function isCompiled({ name }: KeptSide): boolean {
  return name.includes(", compile,");
}

function fastest(sides: readonly KeptSide[]): KeptSide | undefined {
  return sides.toSorted((a, b) => a.median - b.median)[0];
}

function sizeText({ batch, height, width }: ImageSize): string {
  return `${batch} of ${height}x${width}`;
}
