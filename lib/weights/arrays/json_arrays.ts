import type { Bytes } from "../bytes.ts";
import type { Found } from "./array_file.ts";
import { flatten } from "./flatten.ts";

/** The largest file that is read: JavaScript's texts have an end. */
const LARGEST = 1 << 29;

/** The lists of numbers of a JSON file, by name. */
export async function openJsonArrays(file: Bytes): Promise<Found> {
  const { act, size } = file;
  if (size >= LARGEST) {
    throw new SyntaxError(
      `${act} as JSON must have less than ${LARGEST} bytes: it has ${size}, save the arrays by np.savez`,
    );
  }
  const root = parse(await file.part(0, size), act);
  return {
    format: "JSON",
    ...flatten(root, {
      act,
      size,
      leaf: () => undefined,
      word: (value) => value === null ? "null" : `a ${typeof value}`,
      read: () => Promise.resolve([]),
    }),
  };
}

function parse(bytes: Uint8Array, act: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    const { message } = error as Error;
    throw new SyntaxError(
      `${act} as it must be JSON: ${
        message.slice(0, 200)
      }, write numbers that are none as null`,
      { cause: error },
    );
  }
}
