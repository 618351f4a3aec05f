import { findPython } from "./python.ts";

/**
 * The Python 3 on PATH that has pip.
 *
 * @returns The interpreter's name.
 * @throws {Deno.errors.NotFound} If there is no Python 3, or none has pip.
 */
export async function findPip(): Promise<string> {
  const withPip = await findPython([
    "-c",
    "import sys; assert sys.version_info >= (3,), 'Python 3 is needed'; " +
    "import pip",
  ]);
  if (withPip.python !== null) return withPip.python;
  const [first] = withPip.tried;
  if (first === undefined) {
    throw new Deno.errors.NotFound(
      "Cannot set up TensorFlow as a Python 3 with pip must be on PATH to fetch it: install Python, or choose the engine wasm",
    );
  }
  const [python, said] = first;
  throw new Deno.errors.NotFound(
    `Cannot set up TensorFlow as ${python} must have pip (${said}): install it (${python} -m ensurepip, or your system's package python3-pip), or choose the engine wasm`,
  );
}
