/** An array as a MATLAB file of level 5 describes it. */
export interface Matrix {
  /** Its name. */
  readonly name: string;
  /** The size of each axis. */
  readonly shape: readonly number[];
  /** Its class, for people: "single", "a cell array". */
  readonly kind: string;
  /** Where its numbers lie among its bytes; undefined if it has none that are read. */
  readonly numbers?: {
    /** Their kind, as NumPy names it; MATLAB may pack whole numbers smaller than their class. */
    readonly dtype: string;
    /** Their first byte. */
    readonly at: number;
    /** Their bytes. */
    readonly length: number;
  };
}

/** Types of numbers, and NumPy's name of each. */
const NUMBERS: Readonly<Record<number, string>> = {
  1: "i1",
  2: "u1",
  3: "i2",
  4: "u2",
  5: "i4",
  6: "u4",
  7: "f4",
  9: "f8",
  12: "i8",
  13: "u8",
};

/** Classes of arrays by their number. */
const CLASSES: Readonly<Record<number, string>> = {
  1: "a cell array",
  2: "a struct",
  3: "an object",
  4: "a text",
  5: "a sparse matrix",
  6: "double",
  7: "single",
  8: "int8",
  9: "uint8",
  10: "int16",
  11: "uint16",
  12: "int32",
  13: "uint32",
  14: "int64",
  15: "uint64",
  16: "a function",
  17: "an object",
  18: "an object",
};
/** Of these, those of numbers. */
const [DOUBLE, UINT64] = [6, 15];
/** Classes without sizes. */
const OPAQUE = 17;
const COMPLEX = 0x08;
const AXES = 32;

/**
 * Reads what an array says of itself.
 *
 * @param head Its first bytes, after its tag.
 * @param little Whether the file is little-endian.
 * @param damaged Makes the error of a fact.
 */
export function readMatrix(
  head: Uint8Array<ArrayBuffer>,
  little: boolean,
  damaged: (fact: string) => Error,
): Matrix {
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  let next = 0;
  const flags = element(6);
  if (flags.length < 8) throw damaged("an array has no flags");
  const word = view.getUint32(flags.at, little);
  const number = word & 0xff;
  const kind = CLASSES[number];
  if (kind === undefined) throw damaged(`an array has class ${number}`);
  const shape = number < OPAQUE ? sizes() : [];
  const text = element(1);
  const name = new TextDecoder("latin1").decode(
    head.subarray(text.at, text.at + text.length),
  );
  if (number < DOUBLE || number > UINT64) return { name, shape, kind };
  if ((word >> 8) & COMPLEX) return { name, shape, kind: "complex numbers" };
  const { type, at, length } = tag();
  const dtype = NUMBERS[type];
  if (dtype === undefined) {
    throw damaged(`"${name}" has numbers of type ${type}`);
  }
  return { name, shape, kind, numbers: { dtype, at, length } };

  function sizes(): number[] {
    const { at, length } = element(5);
    const axes = length / 4;
    if (!Number.isInteger(axes) || axes < 2 || axes > AXES) {
      throw damaged(`an array has ${axes} axes`);
    }
    return Array.from({ length: axes }, (_, axis) => {
      const size = view.getInt32(at + 4 * axis, little);
      if (size < 0) throw damaged(`an axis has size ${size}`);
      return size;
    });
  }

  /** The next element, which must be of a type and lie in the head as a whole. */
  function element(wanted: number): { at: number; length: number } {
    const { type, at, length } = tag();
    if (type !== wanted || at + length > head.length) {
      throw damaged("an array does not begin with flags, sizes and a name");
    }
    return { at, length };
  }

  /** The next tag; small elements lie within theirs, the others begin at a multiple of 8. */
  function tag(): { type: number; at: number; length: number } {
    if (next + 8 > head.length) throw damaged("an array is cut short");
    const word = view.getUint32(next, little);
    const small = word >>> 16;
    if (small > 4) throw damaged("an element is larger than its tag");
    const found = small > 0
      ? { type: word & 0xffff, at: next + 4, length: small }
      : { type: word, at: next + 8, length: view.getUint32(next + 4, little) };
    next = small > 0 ? next + 8 : found.at + 8 * Math.ceil(found.length / 8);
    return found;
  }
}
