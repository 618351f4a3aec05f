import { assertEquals } from "@std/assert";
import type { RunFolder } from "../../lib/run/mod.ts";
import { asUser, onlyRun, place, tiny } from "./as_user.ts";

let training: Promise<RunFolder> | undefined;

/** The folder of a tiny run, trained at the first call. */
export function trainedRun(): Promise<RunFolder> {
  training ??= (async () => {
    const root = `${place}/runs-trained`;
    const { code, err } = await asUser("train", await tiny("--out", root));
    assertEquals(code, 0, err);
    return onlyRun(root);
  })();
  return training;
}
