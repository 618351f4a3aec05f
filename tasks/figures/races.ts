/** What one side of a race did, as `deno task bench` keeps it. */
interface KeptSide {
  readonly name: string;
  readonly median: number;
  readonly peakGB: number | null;
}

/** What `deno task bench step` keeps: the kit's compiled step first. */
export interface KeptSteps {
  readonly rows: readonly {
    readonly size: {
      readonly batch: number;
      readonly height: number;
      readonly width: number;
    };
    readonly sides: readonly KeptSide[];
  }[];
}

/** What `deno task bench losses` keeps: the kit's side first, then PyTorch's. */
export interface KeptLosses {
  readonly rows: readonly {
    readonly loss: string;
    readonly classes: number;
    readonly sides: readonly KeptSide[];
  }[];
}

/** README's table of training steps: a line a size and side. */
export function stepTable({ rows }: KeptSteps): string {
  return [
    "| images a step | side | images/s | kit's pace over it | most memory |",
    "| --- | --- | --: | --: | --: |",
    ...rows.flatMap(({ size: { batch, height, width }, sides }) =>
      sides.map(({ name, median, peakGB }, place) =>
        `| ${
          [
            place === 0 ? `${batch} of ${height}x${width}` : "",
            name,
            figure(batch / median),
            figure(median / sides[0]!.median),
            peakGB === null ? "" : `${peakGB.toFixed(1)} GB`,
          ].join(" | ")
        } |`
      )
    ),
  ].join("\n");
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
  return [
    `| ${["loss", ...heads].join(" | ")} |`,
    `| ${["---", ...heads.map(() => "--:")].join(" | ")} |`,
    ...losses.map((loss) =>
      `| ${
        [loss, ...classes.flatMap((count) => cells(loss, count))].join(" | ")
      } |`
    ),
  ].join("\n");
}

/** Three figures, no exponent. */
function figure(value: number): string {
  return `${Number(value.toPrecision(3))}`;
}
