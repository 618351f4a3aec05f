import { atUserLine } from "./user_line.ts";

/**
 * Runs something with JavaScript's own random numbers shut off: tfjs draws
 * from them on the host, and a recording would keep the first draw for good.
 *
 * @param act What to run, synchronously.
 * @returns What it returned.
 * @throws {TypeError} If it draws.
 */
export function withoutChance<Result>(act: () => Result): Result {
  const drawn = Object.getOwnPropertyDescriptor(Math, "random")!;
  Object.defineProperty(Math, "random", { ...drawn, value: refuse });
  try {
    return act();
  } finally {
    Object.defineProperty(Math, "random", drawn);
  }
}

function refuse(): never {
  throw new TypeError(
    `Cannot record the step as its random numbers must differ from call to call, and JavaScript's are drawn once${atUserLine()}: use statelessUniform with a seed that is an input of the step`,
  );
}
