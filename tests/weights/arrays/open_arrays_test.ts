import { assert, assertEquals } from "@std/assert";
import { openArrays } from "../../../lib/weights/mod.ts";
import { matOf } from "../../_kit/mat_file.ts";
import { bytesOf, zipOf } from "../../_kit/torch_file.ts";
import { fault, featurePath, opened, openedAt } from "./opened.ts";

/** What each project calls the same six arrays. */
const NAMES: Readonly<Record<string, string>> = {
  query_f: "qf",
  query_label: "q_pids",
  query_cam: "q_camids",
  gallery_f: "gf",
  gallery_label: "g_pids",
  gallery_cam: "g_camids",
  "query.features": "qf",
  "query.persons": "q_pids",
  "query.cameras": "q_camids",
  "gallery.features": "gf",
  "gallery.persons": "g_pids",
  "gallery.cameras": "g_camids",
};

Deno.test("openArrays() reads the same numbers out of every format, by its own writer", async () => {
  const expected = (await openedAt(featurePath("features.npz"))).arrays;
  assertEquals(Object.keys(expected).sort(), [
    ...["g_camids", "g_pids", "gf", "q_camids", "q_pids", "qf"],
  ]);
  const formats: Record<string, string> = {
    "features.npz": "npz",
    "features_packed.npz": "npz",
    "features_half.npz": "npz", // multiples of 1/64, which halves hold
    "pytorch_result.mat": "MATLAB 5",
    "features_packed.mat": "MATLAB 5",
    "features_73.mat": "MATLAB 7.3",
    "features.h5": "HDF5",
    "features.json": "JSON",
    "torchreid.pth": "torch",
    "features.pkl": "pickle",
    "features_5.pkl": "pickle",
  };
  for (const [name, format] of Object.entries(formats)) {
    const found = await openedAt(featurePath(name));
    assertEquals(found.format, format, name);
    let known = 0;
    for (const [key, { shape, values }] of Object.entries(found.arrays)) {
      if (key.startsWith("mquery")) continue;
      const same = expected[NAMES[key] ?? key]!;
      assertEquals(values, same.values, `${key} of ${name}`);
      const long = shape.filter((size) => size !== 1);
      assertEquals(long, same.shape, `${key} of ${name}`);
      known++;
    }
    assertEquals(known, 6, name);
  }
});

Deno.test("openArrays() tells what is no array of numbers, and reads nothing of it", async () => {
  const others = async (name: string) =>
    (await openedAt(featurePath(name))).others;
  assertEquals(await others("features_packed.mat"), {
    names: "a cell array",
    opt: "a struct",
    name: "a text",
    z: "complex numbers",
  });
  assertEquals(await others("features_73.mat"), { model: "a text" });
  assertEquals(await others("features_packed.npz"), {
    note: "values of kind <U6",
  });
  assertEquals(await others("hostile.npz"), {
    q_pids: "Python objects as a pickle (|O)",
  });
  assertEquals(await others("hostile.mat"), { query_label: "a cell array" });
  assertEquals(await others("torchreid.pth"), { epoch: "a number" });
});

Deno.test("openArrays() puts batches of a list one after another, as fastreid's evaluator holds them", async () => {
  const { arrays, others } = await openedAt(featurePath("fastreid.pth"));
  const { arrays: { qf, gf, q_pids, g_pids } } = await openedAt(
    featurePath("features.npz"),
  );
  assertEquals(arrays.feats, {
    shape: [52, 8],
    values: [...qf!.values, ...gf!.values],
  });
  assertEquals(arrays.pids!.values, [...q_pids!.values, ...g_pids!.values]);
  assertEquals(Object.keys(others).length, 4);
});

Deno.test("openArrays() names dicts in dicts, columns of dicts, and ragged lists", async () => {
  const { arrays, others } = await opened(JSON.stringify({
    a: { b: { c: [1, 2] } },
    rows: [{ x: 1, y: [1, 2] }, { x: 2, y: [3, 4] }],
    ragged: [[1], [2, 3]],
    mixed: [[1, 2], { d: [5] }, "text"],
    one: 5,
    nothing: [],
    holes: [1, null, 3],
  }));
  assertEquals(arrays, {
    "a.b.c": { shape: [2], values: [1, 2] },
    "rows.x": { shape: [2], values: [1, 2] },
    "rows.y": { shape: [2, 2], values: [1, 2, 3, 4] },
    ragged: { shape: [3], values: [1, 2, 3] },
    "mixed.0": { shape: [2], values: [1, 2] },
    "mixed.1.d": { shape: [1], values: [5] },
  });
  assertEquals(others, {
    "mixed.2": "a string",
    one: "a number",
    nothing: "an empty list",
    holes: "a list with null (item 1)",
  });
  assertEquals((await opened("[[1, 2], [3, 4]]")).arrays, {
    array: { shape: [2, 2], values: [1, 2, 3, 4] },
  });
});

Deno.test("openArrays() closes its file when it refuses it, and by using", async () => {
  // The test runner looks for files that are left open.
  using file = await openArrays(featurePath("features.h5"));
  assertEquals(file.arrays.size, 6);
  await fault(bytesOf("PK", new Uint8Array(40)), SyntaxError);
});

Deno.test("openArrays() refuses what is of no format, or of one of before", async () => {
  assertEquals(
    await fault("features, honestly", SyntaxError),
    "it must be .npy, .npz, .mat, HDF5, JSON, or what torch.save or pickle wrote: it begins as none of them, check the path",
  );
  assertEquals(await fault("", SyntaxError), await fault("x", SyntaxError));
  assertEquals(
    await fault(bytesOf(0, 0, 0, 0, 2, 0, 0, 0), SyntaxError, "a.mat"),
    "a .mat must be of MATLAB's level 5 or 7.3: it is of level 4, save it again with -v7",
  );
  const legacy = [0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9];
  const old = await fault(Uint8Array.from(legacy), TypeError);
  assert(old.includes("PyTorch 1.6"), old);
  assertEquals(
    await fault(zipOf({ "a.txt": bytesOf("a") }), SyntaxError),
    "its archive must be np.savez's or torch.save's: it holds neither .npy files nor a data.pkl",
  );
  assertEquals(
    (await fault('{"a": [NaN]}', SyntaxError)).replace(/: .*, /, ": ..., "),
    "it must be JSON: ..., write numbers that are none as null",
  );
  const level6 = matOf([]).with(125, 6);
  await fault(level6, SyntaxError);
});
