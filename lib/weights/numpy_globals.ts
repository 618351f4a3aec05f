import { numpyBytes, numpyValues } from "../data/mod.ts";
import {
  Aside,
  NumpyDtype,
  NumpyRef,
  PickleGlobal,
  type PickleValue,
} from "./pickle_value.ts";

/** Where NumPy keeps what its pickles name, before version 2 and since. */
const HOMES = ["numpy.core", "numpy._core"];

/**
 * What pickles of NumPy's arrays, scalars and dtypes call. As with torch's,
 * each is a function of ours: arrays of numbers are described by the bytes
 * that the pickle holds, anything else by its name alone.
 */
export const NUMPY_BUILDERS: Readonly<
  Record<string, (args: readonly PickleValue[]) => PickleValue | undefined>
> = {
  "numpy.dtype": ([name]) =>
    typeof name === "string" ? new NumpyDtype(name) : undefined,
  ...Object.fromEntries(HOMES.flatMap((home) => [
    [`${home}.multiarray._reconstruct`, emptyOf],
    [`${home}.multiarray.scalar`, scalarOf],
    [`${home}.numeric._frombuffer`, bufferOf],
  ])),
  // How bytes stand in pickles of before protocol 3.
  "_codecs.encode": encoded,
  "__builtin__.bytes": noBytes,
  "builtins.bytes": noBytes,
};

/** Names that stand for types alone, and are called by nobody. */
export const NUMPY_TYPES: readonly string[] = ["numpy.ndarray"];

/** An array that what follows fills. */
function emptyOf([type]: readonly PickleValue[]): PickleValue | undefined {
  return type instanceof PickleGlobal && type.name === "numpy.ndarray"
    ? new NumpyRef()
    : undefined;
}

function scalarOf(
  [dtype, bytes]: readonly PickleValue[],
): PickleValue | undefined {
  if (!(dtype instanceof NumpyDtype)) return undefined;
  const aside = new Aside("a NumPy scalar");
  if (!(bytes instanceof Uint8Array)) return aside;
  if (numpyBytes(dtype.kind) !== bytes.length) return aside;
  try {
    return numpyValues(dtype.kind, bytes, "")[0]!;
  } catch {
    return aside; // a whole number that float64 does not hold
  }
}

function bufferOf(
  [bytes, dtype, shape, order]: readonly PickleValue[],
): PickleValue | undefined {
  const made = new NumpyRef();
  return made.fill([1, shape!, dtype!, order === "F", bytes!])
    ? made
    : undefined;
}

function encoded(
  [text, encoding]: readonly PickleValue[],
): PickleValue | undefined {
  if (typeof text !== "string" || encoding !== "latin1") {
    return new Aside("bytes");
  }
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 255) return undefined;
    bytes[at] = code;
  }
  return bytes;
}

function noBytes(args: readonly PickleValue[]): PickleValue | undefined {
  return args.length === 0 ? new Uint8Array() : undefined;
}
