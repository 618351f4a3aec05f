/** How many threads TensorFlow may use; 0 leaves it to TensorFlow, which takes one a core. */
export interface Threads {
  /** Threads inside one op, a matrix product for example. @default {0} */
  readonly intraOp?: number;
  /** Ops at the same time. @default {0} */
  readonly interOp?: number;
}

/** Field numbers of TensorFlow's ConfigProto (`protobuf/config.proto`). */
const INTRA_OP_THREADS = 2;
const INTER_OP_THREADS = 5;
const GRAPH_OPTIONS = 10;

/** Of its GraphOptions. */
const REWRITE_OPTIONS = 10;

/** Of its RewriterConfig (`rewriter_config.proto`), and the value that says yes. */
const BFLOAT16 = 31;
const ON = 1;

/**
 * A serialised ConfigProto.
 *
 * @param threads The threads to ask for.
 * @returns Its bytes; none where everything is TensorFlow's default.
 * @throws {RangeError} If a number of threads is negative or no whole number.
 */
export function configProto(
  { intraOp = 0, interOp = 0 }: Threads,
): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([
    ...field(INTRA_OP_THREADS, "intraOp", intraOp),
    ...field(INTER_OP_THREADS, "interOp", interOp),
  ]);
}

/**
 * A serialised ConfigProto that asks TensorFlow's rewriter (Grappler) for
 * bfloat16 where oneDNN has it on this processor.
 *
 * @returns Its bytes.
 */
export function bfloat16Proto(): Uint8Array<ArrayBuffer> {
  const rewriter = [...varint(BFLOAT16 << 3), ...varint(ON)];
  const graph = message(REWRITE_OPTIONS, rewriter);
  return Uint8Array.from(message(GRAPH_OPTIONS, graph));
}

function message(number: number, bytes: readonly number[]): number[] {
  return [...varint(number << 3 | 2), ...varint(bytes.length), ...bytes];
}

function field(number: number, name: string, value: number): number[] {
  if (!Number.isInteger(value) || value < 0 || value > 0x7fffffff) {
    throw new RangeError(
      `Cannot set threads as "${name}" must be a whole number, 0 for TensorFlow's own: current value is ${value}`,
    );
  }
  return value === 0 ? [] : [number << 3, ...varint(value)];
}

/** Seven bits a byte, lowest first, the top bit says that more follow. */
function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}
