import { allDone } from "./all_done.ts";
import { isBadImage } from "./bad_image.ts";
import { decode } from "./decode.ts";
import { readImageFile } from "./image_file.ts";
import { lanes } from "./lanes.ts";
import type { Split } from "./sample.ts";

/**
 * Reads every file once: those that cannot be decoded, and those whose bytes
 * are in two parts at once.
 */
export async function readFiles(
  { train, query, gallery }: Split,
  parallel: number,
): Promise<{
  readonly unreadable: { readonly path: string; readonly reason: string }[];
  readonly copies: string[][];
}> {
  const lane = lanes(parallel);
  const unreadable: { path: string; reason: string }[] = [];
  const places = new Map<string, { path: string; part: number }[]>();
  const look = async (path: string, part: number) => {
    try {
      const bytes = await readImageFile(path);
      const digest = await crypto.subtle.digest(
        "SHA-256",
        new Uint8Array(bytes),
      );
      const key = new Uint8Array(digest).toHex();
      const same = places.get(key);
      if (same === undefined) places.set(key, [{ path, part }]);
      else same.push({ path, part });
      await decode(bytes, path);
    } catch (error) {
      if (!isBadImage(error)) throw error;
      unreadable.push({ path, reason: error.message });
    }
  };
  await allDone(
    [train, query, gallery].flatMap((samples, part) =>
      samples.map(({ path }) => lane(() => look(path, part)))
    ),
  );
  const copies = [...places.values()]
    .filter((same) => new Set(same.map(({ part }) => part)).size > 1)
    .map((same) => same.map(({ path }) => path).sort());
  return {
    unreadable: unreadable.sort((a, b) => a.path < b.path ? -1 : 1),
    copies: copies.sort((a, b) => a[0]! < b[0]! ? -1 : 1),
  };
}
