/** TensorFlow's numbers of the element types that tfjs meets (`tf_datatype.h`). */
export const DTYPE = {
  float32: 1,
  uint8: 4,
  int32: 3,
  string: 7,
  complex64: 8,
  int64: 9,
  bool: 10,
  resource: 20,
} as const;

/** The bytes of an element in memory; 0 where an element has no fixed size. */
export function width(dtype: number): number {
  switch (dtype) {
    case DTYPE.float32:
    case DTYPE.int32:
      return 4;
    case DTYPE.uint8:
    case DTYPE.bool:
      return 1;
    case DTYPE.complex64:
    case DTYPE.int64:
      return 8;
    default:
      return 0;
  }
}

/** A dtype's name for errors. */
export function dtypeName(dtype: number): string {
  const known = Object.entries(DTYPE).find(([, code]) => code === dtype);
  return known ? known[0] : `number ${dtype} of TensorFlow's`;
}
