import { type NumpyValues, numpyValues, rowMajor } from "../../data/mod.ts";
import type { NumberKind } from "../../model/mod.ts";
import type { Bytes } from "../bytes.ts";
import { readPickle } from "../pickle.ts";
import { NumpyRef, type PickleValue, TensorRef } from "../pickle_value.ts";
import { openTorchArchive, type TorchArchive } from "../torch_archive.ts";
import { readViews } from "../torch_views.ts";
import type { ZipEntry } from "../zip.ts";
import type { Found } from "./array_file.ts";
import { flatten, type Values } from "./flatten.ts";

/** The largest pickle that is read: arrays of NumPy's lie in it as they are. */
const LARGEST = 1 << 28;
/** The largest that is a file by itself. */
const LARGEST_FILE = 2 ** 32;
const CURE =
  "save the arrays by np.savez(path, qf=..., gf=...), or tensors by torch.save";

/** Kinds of tensors' numbers, as people name them. */
const KINDS: Readonly<Record<NumberKind, string>> = {
  F64: "float64",
  F32: "float32",
  F16: "float16",
  BF16: "bfloat16",
  I64: "int64",
  I32: "int32",
  I16: "int16",
  I8: "int8",
  U8: "uint8",
  BOOL: "bool",
};

/** The tensors and NumPy arrays of what torch.save wrote: dicts and lists of them. */
export async function openTorchArrays(
  file: Bytes,
  entries: ReadonlyMap<string, ZipEntry>,
): Promise<Found> {
  const archive = await openTorchArchive(file, entries, {
    largest: LARGEST,
    cure: CURE,
  });
  const values = valuesOf(file, archive.storage);
  return { format: "torch", ...flatten(archive.root, values) };
}

/** The NumPy arrays of a plain pickle: dicts and lists of them. */
export async function openPickleArrays(file: Bytes): Promise<Found> {
  const { act, size } = file;
  if (size > LARGEST_FILE) {
    throw new SyntaxError(
      `${act} as a pickle must have at most ${LARGEST_FILE} bytes: it has ${size}, ${CURE}`,
    );
  }
  const root = readPickle(await file.part(0, size), act, CURE);
  const values = valuesOf(file, ({ key }) => {
    throw new SyntaxError(
      `${act} as its tensors must lie in it: storage ${key} does not, ${CURE}`,
    );
  });
  return { format: "pickle", ...flatten(root, values) };
}

function valuesOf(
  { act, size }: Bytes,
  storage: TorchArchive["storage"],
): Values {
  return {
    act,
    size,
    leaf(value) {
      if (value instanceof TensorRef) {
        return { shape: value.shape, kind: KINDS[value.storage.kind] };
      }
      return value instanceof NumpyRef && value.bytes !== undefined
        ? { shape: value.shape, kind: value.kind }
        : undefined;
    },
    word: (value) => wordOf(value as PickleValue),
    async read(leaves) {
      const views = leaves.filter((leaf) => leaf instanceof TensorRef);
      const found = await readViews(views, storage, act);
      return leaves.map((leaf) =>
        leaf instanceof TensorRef
          ? found.get(leaf)!
          : numbersOf(leaf as NumpyRef, act)
      );
    },
  };
}

function numbersOf(
  { kind, shape, fortran, bytes }: NumpyRef,
  act: string,
): NumpyValues {
  const values = numpyValues(kind, bytes!, act);
  return fortran ? rowMajor(values, shape) : values;
}

function wordOf(value: PickleValue): string {
  if (value instanceof NumpyRef) {
    return /O/.test(value.kind)
      ? "an array of Python objects"
      : `an array of kind ${value.kind}`;
  }
  if (typeof value === "number" || typeof value === "bigint") return "a number";
  return typeof value === "string" ? "a text" : "no numbers";
}
