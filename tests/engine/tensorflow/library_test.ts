import { assertEquals } from "@std/assert";
import { findLibrary } from "../../../lib/engine/tensorflow/library.ts";
import { type Sandbox, sandbox } from "../../_kit/sandbox.ts";

const FILE = "libtensorflow_cc.so.2";

/** A machine without any libtensorflow, and with a Python only if it is given one. */
async function bareMachine(): Promise<Sandbox> {
  const box = await sandbox();
  box.set("SPHEREREID_LIBTENSORFLOW", undefined);
  box.set("SPHEREREID_CACHE", `${box.folder}/cache`);
  box.set("PATH", `${box.folder}/bin`);
  return box;
}

/** A Python that says where its tensorflow lies. */
function python(box: Sandbox, folder: string): Promise<string> {
  return box.write("bin/python3", `#!/bin/sh\necho "${folder}"\n`, true);
}

const CACHED = `cache/libtensorflow-2.21.0/${FILE}`;

Deno.test("findLibrary() says why each place has none", async () => {
  await using box = await bareMachine();
  const { library, reasons } = await findLibrary();
  assertEquals(library, null);
  assertEquals(reasons, [
    `the cache has no ${box.folder}/${CACHED}`,
    "there is no Python on PATH",
  ]);

  await python(box, "");
  assertEquals(
    (await findLibrary()).reasons[1],
    "python3 has no package tensorflow",
  );

  await python(box, `${box.folder}/site`);
  assertEquals(
    (await findLibrary()).reasons[1],
    `the Python package in ${box.folder}/site has no ${FILE}`,
  );
});

Deno.test("findLibrary() takes the option, then the variable, then the cache, then Python's", async () => {
  await using box = await bareMachine();
  const [asked, named, cached, installed] = [
    await box.write("asked/library.so", "a"),
    await box.write(`named/${FILE}`, "b"),
    await box.write(CACHED, "c"),
    await box.write(`site/tensorflow/${FILE}`, "d"),
  ];
  await python(box, `${box.folder}/site/tensorflow`);
  box.set("SPHEREREID_LIBTENSORFLOW", named);

  assertEquals((await findLibrary(asked)).library, {
    path: asked,
    origin: "the option library",
  });
  assertEquals((await findLibrary()).library, {
    path: named,
    origin: "SPHEREREID_LIBTENSORFLOW",
  });
  box.set("SPHEREREID_LIBTENSORFLOW", undefined);
  assertEquals((await findLibrary()).library, {
    path: cached,
    origin: "the cache",
  });
  await Deno.remove(cached);
  assertEquals((await findLibrary()).library, {
    path: installed,
    origin:
      `the Python package in ${box.folder}/site/tensorflow (CUDA not verified)`,
  });
});

Deno.test("findLibrary() takes a folder that holds the library", async () => {
  await using box = await bareMachine();
  const path = await box.write(`named/${FILE}`, "b");
  box.set("SPHEREREID_LIBTENSORFLOW", `${box.folder}/named`);
  assertEquals((await findLibrary()).library?.path, path);
});

Deno.test("findLibrary() looks nowhere else if the place asked for is empty", async () => {
  await using box = await bareMachine();
  await box.write(CACHED, "c");
  box.set("SPHEREREID_LIBTENSORFLOW", "/nowhere/lib.so");
  assertEquals(await findLibrary(), {
    library: null,
    reasons: [
      "SPHEREREID_LIBTENSORFLOW names /nowhere/lib.so, which is not there",
    ],
  });
});

Deno.test("findLibrary() knows three places for the cache", async () => {
  await using box = await bareMachine();
  const places = ["own", "shared/spherereid", "home/.cache/spherereid"];
  const [own, shared, home] = await Promise.all(
    places.map((place) =>
      box.write(`${place}/libtensorflow-2.21.0/${FILE}`, place)
    ),
  );
  box.set("SPHEREREID_CACHE", `${box.folder}/own`);
  box.set("XDG_CACHE_HOME", `${box.folder}/shared`);
  box.set("HOME", `${box.folder}/home`);
  assertEquals((await findLibrary()).library?.path, own);
  box.set("SPHEREREID_CACHE", undefined);
  assertEquals((await findLibrary()).library?.path, shared);
  box.set("XDG_CACHE_HOME", undefined);
  assertEquals((await findLibrary()).library?.path, home);
});
