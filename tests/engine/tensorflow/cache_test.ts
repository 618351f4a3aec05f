import { assertEquals, assertThrows } from "@std/assert";
import {
  cacheFolder,
  libraryFolder,
} from "../../../lib/engine/tensorflow/cache.ts";
import { sandbox } from "../../_kit/sandbox.ts";

Deno.test("cacheFolder() is named by one of three variables", async () => {
  await using box = await sandbox();
  box.set("SPHEREREID_CACHE", "/own");
  box.set("XDG_CACHE_HOME", "/shared");
  box.set("HOME", "/users/one");
  assertEquals(cacheFolder(), "/own");
  box.set("SPHEREREID_CACHE", undefined);
  assertEquals(cacheFolder(), "/shared/spherereid");
  box.set("XDG_CACHE_HOME", ""); // as good as not set
  assertEquals(cacheFolder(), "/users/one/.cache/spherereid");
  box.set("HOME", undefined);
  assertThrows(
    cacheFolder,
    Deno.errors.NotFound,
    "Cannot find the cache folder as SPHEREREID_CACHE, XDG_CACHE_HOME or HOME must be set: set SPHEREREID_CACHE to a folder",
  );
});

Deno.test("libraryFolder() has TensorFlow's version in its name", async () => {
  await using box = await sandbox();
  box.set("SPHEREREID_CACHE", "/own");
  assertEquals(libraryFolder(), "/own/libtensorflow-2.21.0");
});
