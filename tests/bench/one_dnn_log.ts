/** A computation of oneDNN's, as its log (ONEDNN_VERBOSE=1) tells of it. */
export interface LoggedWork {
  /** What it is part of. */
  readonly kind: WorkKind;
  /** Its time. */
  readonly milliseconds: number;
  /** Multiplications and additions, 0 where they are not what costs. */
  readonly gigaflop: number;
}

/** Parts of a training step. */
export const WORK_KINDS = [
  "matrix products, convolutions of 1x1 among them",
  "other convolutions",
  "products of Winograd's convolutions",
  "transforms of Winograd's convolutions",
  "batch norms",
  "reorders",
  "other",
] as const;

/** One of {@linkcode WORK_KINDS}. */
export type WorkKind = typeof WORK_KINDS[number];

const CONVOLUTION =
  /^mb(\d+)_ic(\d+)oc(\d+)_ih\d+oh(\d+)kh(\d+)sh.*_iw\d+ow(\d+)kw(\d+)/;
const PRODUCT = /^(?:(\d+)x)?(\d+)x(\d+):(?:\d+x)?\d+x(\d+)$/;

/** Reads a line of the log; null if it tells of no computation. */
export function readLogged(line: string): LoggedWork | null {
  const fields = line.split(",");
  const at = fields.indexOf("exec");
  if (!line.startsWith("onednn_verbose") || at < 0) return null;
  const [name, problem, time] = [
    fields[at + 2]!,
    fields.at(-2)!,
    fields.at(-1)!,
  ];
  const convolution = numbersOf(CONVOLUTION, problem);
  const product = numbersOf(PRODUCT, problem);
  return {
    kind: kindOf(name, convolution, product),
    milliseconds: Number(time),
    gigaflop: 2e-9 * [...convolution, ...product].reduce(
      (all, one) => all * one,
      convolution.length + product.length > 0 ? 1 : 0,
    ),
  };
}

function kindOf(
  name: string,
  convolution: readonly number[],
  product: readonly number[],
): WorkKind {
  switch (name) {
    case "convolution": {
      const [high, wide] = [convolution[4], convolution[6]];
      return high === 1 && wide === 1 ? WORK_KINDS[0] : "other convolutions";
    }
    case "matmul":
    case "gemm_api": {
      const [batch, rows, inner] = product;
      if (batch === PLACES) return "products of Winograd's convolutions";
      return [rows, inner].includes(PLACES)
        ? "transforms of Winograd's convolutions"
        : WORK_KINDS[0];
    }
    case "batch_normalization":
      return "batch norms";
    case "reorder":
      return "reorders";
    default:
      return "other";
  }
}

/** The places of a window of Winograd's: 6 · 6. */
const PLACES = 36;

/** The numbers of a problem: batch, channels and sizes whose product are its multiplications. */
function numbersOf(pattern: RegExp, problem: string): number[] {
  const match = pattern.exec(problem);
  return match === null ? [] : match.slice(1).map((one) => Number(one ?? 1));
}
