import { readFeatures } from "../../lib/run/mod.ts";
import { openArrays } from "../../lib/weights/mod.ts";
import { type Damage, damage, plainSound } from "../_kit/damage.ts";
import { featurePath } from "../weights/arrays/opened.ts";

/** Files that are damaged, of every format; the index of the .npy goes with it. */
export const DAMAGED: readonly string[] = [
  "features.npz",
  "features_packed.npz",
  "pytorch_result.mat",
  "features_packed.mat",
  "features_73.mat",
  "features.h5",
  "features.json",
  "torchreid.pth",
  "fastreid.pth",
  "features.pkl",
  "features_5.pkl",
  "query.npy",
];

/** Bytes of numbers that may be made of a byte of a file, and of however small a file that is packed. */
const [GROWTH, PACKED] = [8, 64 * 2 + 8];
const FREE = 4 * 2 ** 24;

/**
 * Damages files of features and reads them, their arrays one by one and as
 * features.
 *
 * @param names Which of {@linkcode DAMAGED}.
 * @param count How many files.
 * @param seed Fixes which.
 * @param onProgress Told of each.
 */
export async function readDamagedFeatures(
  names: readonly string[],
  count: number,
  seed: number,
  onProgress?: (done: number) => void,
): Promise<Damage> {
  return await damage(
    {
      async sounds(folder) {
        await Deno.copyFile(featurePath("query.json"), `${folder}/query.json`);
        return await Promise.all(
          names.map(async (name) =>
            plainSound(name, await Deno.readFile(featurePath(name)))
          ),
        );
      },
      read,
    },
    count,
    seed,
    onProgress,
  );
}

/** Reads a file; what must not be is told. */
async function read(path: string, size: number): Promise<string | undefined> {
  const told = await readArrays(path, size);
  if (told !== undefined) return told;
  const gallery = featurePath("gallery.npy");
  const found = await readFeatures(path, {
    ...path.endsWith(".npy") ? { gallery } : {},
    ...path.endsWith("fastreid.pth") ? { queries: 12 } : {},
  });
  for (
    const { rows, given, person, camera, size } of [found.query, found.gallery]
  ) {
    const count = person.length;
    if (
      rows.length !== count * size || given.length !== rows.length ||
      camera.length !== count
    ) return `${rows.length} numbers, ${given.length} given, of ${count} rows`;
    if (!given.every(Number.isFinite)) return "a number that is not finite";
  }
}

async function readArrays(
  path: string,
  size: number,
): Promise<string | undefined> {
  using file = await openArrays(path);
  for (const { name, shape, read } of file.arrays.values()) {
    const values = await read();
    const wanted = shape.reduce((product, side) => product * side, 1);
    if (values.length !== wanted) {
      return `"${name}" has ${values.length} values of [${shape}]`;
    }
    const isPacked = /zip|npz|MATLAB|HDF5/.test(file.format);
    const most = isPacked ? FREE + PACKED * size : GROWTH * size + 1000;
    if (values.byteLength > most) {
      return `"${name}" has ${values.byteLength} bytes from ${size}`;
    }
  }
}
