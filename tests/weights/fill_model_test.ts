import { assertEquals, assertThrows } from "@std/assert";
import { sphereReid } from "../../lib/model/mod.ts";
import { random } from "../../lib/random/mod.ts";
import { recipeSchema } from "../../lib/recipe/mod.ts";
import {
  accountFor,
  chooseMap,
  fillModel,
  fitMaps,
  type WeightFile,
  type WeightMapName,
  weightMaps,
} from "../../lib/weights/mod.ts";
import { formulaWeight } from "../_kit/formula.ts";
import { embeddingOf, golden } from "./golden.ts";

const NAMES = Object.keys(weightMaps) as WeightMapName[];
const TORCH = NAMES.filter((name) => weightMaps[name].axes === "torch");

/** The file that a peer's state dict makes, filled by the formula. */
function fileOf(name: string): WeightFile {
  const { entries } = golden.peers[name]!;
  const isCounter = (name: string) => name.endsWith("num_batches_tracked");
  return {
    path: `${name}.pth`,
    format: "torch",
    axes: "torch",
    tensors: Object.fromEntries(
      entries.filter(([name]) => !isCounter(name))
        .map(([name, shape]) => [name, formulaWeight(name, shape)]),
    ),
    integers: Object.fromEntries(
      entries.filter(([name]) => isCounter(name))
        .map(([name]) => [name, { shape: [], values: Int32Array.of(7) }]),
    ),
    beside: [],
  };
}

/** The slim model that a map wants. */
function modelOf(name: WeightMapName) {
  const { form, neck, lastStride } = weightMaps[name];
  return sphereReid({
    form,
    neck: neck ?? "A",
    lastStride: lastStride ?? 2,
    width: golden.base / 64,
    embed: golden.embed,
  });
}

function filled(name: WeightMapName, file: WeightFile, partial = false) {
  const model = modelOf(name);
  const drawn = model.init(random(1));
  return fillModel(model, drawn, file, weightMaps[name], { partial });
}

for (const name of TORCH) {
  Deno.test(`fillModel() gives PyTorch's embeddings of ${weightMaps[name].about}, every name accounted for`, async () => {
    const file = fileOf(name);
    const found = filled(name, file);
    const { loaded, aside, drawn, missing, over, misshapen } = found.account;
    assertEquals([drawn, missing, over, misshapen], [[], [], [], []]);
    assertEquals(
      loaded.size + aside.length,
      golden.peers[name]!.entries.length,
    );
    const model = modelOf(name);
    assertEquals(
      [...loaded.keys()].toSorted(),
      [...Object.keys(model.params), ...Object.keys(model.state)].toSorted(),
    );
    await embeddingOf(model, found, golden.peers[name]!.embedding, name);
  });
}

Deno.test("weightMaps are those that a recipe may name", () => {
  const inner = recipeSchema.shape.weights.unwrap().shape.map.options;
  assertEquals(inner as string[], NAMES);
});

Deno.test("fillModel() lists what is missing, left over and of another shape, by both sides' names", () => {
  const file = fileOf("coincheung");
  const { "fc.weight": fc, "bn3.bias": _, ...tensors } = file.tensors;
  const bad = {
    ...file,
    tensors: {
      ...tensors,
      "fc.weight": { ...fc!, shape: fc!.shape.toReversed() },
      "layer5.0.conv1.weight": { shape: [1], values: Float32Array.of(1) },
    },
  };
  const error = assertThrows(() => filled("coincheung", bad), RangeError);
  assertEquals(
    error.message,
    'Cannot load "coincheung.pth" as CoinCheung/SphereReID\'s network D as names and shapes must be its own: 1 missing (neck.bn2.bias), 1 left over (layer5.0.conv1.weight), 1 of another shape (fc.weight [128,8] for [8,128]); name another map, or ask for a partial load',
  );
});

Deno.test("fillModel() loads a part if asked, and leaves the rest as drawn", () => {
  const file = fileOf("coincheung");
  const { "fc.weight": fc, "bn3.bias": _, ...tensors } = file.tensors;
  const part = {
    ...file,
    tensors: { ...tensors, "fc.weight": { ...fc!, shape: [1024] } },
  };
  const { params, account } = filled("coincheung", part, true);
  const drawn = modelOf("coincheung").init(random(1));
  assertEquals(params["neck.fc.weight"], drawn.params["neck.fc.weight"]);
  assertEquals(params["neck.bn2.bias"], drawn.params["neck.bn2.bias"]);
  assertEquals(params["neck.fc.bias"], tensors["fc.bias"]);
  assertEquals(account.missing, ["neck.bn2.bias"]);
  assertEquals(account.misshapen, [{
    name: "fc.weight",
    to: "neck.fc.weight",
    found: "[1024]",
    wanted: "[8,128]",
  }]);
  assertThrows(
    () => filled("coincheung", { ...file, tensors: {} }, true),
    RangeError,
    "as names and shapes must be its own: 275 missing",
  );
});

Deno.test("fillModel() leaves a neck that the map does not speak of, and what was drawn, as they are", () => {
  const model = sphereReid({ width: golden.base / 64, embed: 8 });
  const drawn = model.init(random(1));
  const copy = structuredClone(drawn);
  const file = fileOf("torchvision");
  const { params, account } = fillModel(
    model,
    drawn,
    file,
    weightMaps.torchvision,
  );
  assertEquals(drawn, copy);
  assertEquals(account.drawn.length, 10);
  assertEquals(params["neck.fc.weight"], drawn.params["neck.fc.weight"]);
  assertEquals(account.aside.filter((name) => name.startsWith("fc.")), [
    "fc.weight",
    "fc.bias",
  ]);
});

Deno.test("fillModel() refuses numbers that are not finite, axes of another order, and names that meet", () => {
  const file = fileOf("timm");
  const values = Float32Array.from(file.tensors["bn1.bias"]!.values);
  values[2] = NaN;
  const odd = {
    ...file,
    tensors: { ...file.tensors, "bn1.bias": { shape: [4], values } },
  };
  assertThrows(
    () => filled("timm", odd),
    RangeError,
    'Cannot load "timm.pth" as its numbers must be finite: "bn1.bias" has NaN at 2',
  );
  assertThrows(
    () => filled("caffe", file),
    RangeError,
    "Cannot load \"timm.pth\" as its axes must be in keras's order, those of the Caffe/Keras resnet50 of 2015: they are in torch's, name another map",
  );
  const peer = fileOf("fastreid");
  const twice = {
    ...peer,
    tensors: {
      ...peer.tensors,
      "heads.bnneck.bias": peer.tensors["heads.bottleneck.0.bias"]!,
    },
  };
  assertThrows(
    () => accountFor(twice, modelOf("fastreid"), weightMaps.fastreid),
    RangeError,
    '"heads.bottleneck.0.bias" and "heads.bnneck.bias" are both neck.bn.bias',
  );
});

/** A file of full width, of zeros that take no memory of their own. */
function fullSize(map: WeightMapName, more: Record<string, number[]> = {}) {
  const { form, neck, axes } = weightMaps[map];
  const model = sphereReid({ form, neck: neck ?? "A" });
  const theirs: Partial<Record<string, string>> = {};
  for (const [name] of golden.peers[map]!.entries) {
    const to = weightMaps[map].rename(name);
    if (to) theirs[to] = name;
  }
  const shapes = Object.entries({ ...model.params, ...model.state }).map((
    [name, { shape: [a, b, c, d], layout }],
  ): [string, number[]] => [
    theirs[name]!,
    layout === "conv" ? [d!, c!, a!, b!] : layout === "dense" ? [b!, a!] : [a!],
  ]);
  const values = new Float32Array();
  return {
    path: "a.pth",
    format: "torch",
    axes,
    tensors: Object.fromEntries(
      [...shapes, ...Object.entries(more)]
        .map(([name, shape]) => [name, { shape, values }]),
    ),
    integers: {},
    beside: [],
  } satisfies WeightFile;
}

Deno.test("chooseMap() takes the map that fits a file of full width", () => {
  for (const name of ["coincheung", "fastreid", "strongBaseline"] as const) {
    assertEquals(chooseMap(fullSize(name)), name);
  }
  const classifier = { "classifier.weight": [751, 2048] };
  assertEquals(chooseMap(fullSize("torchreid", classifier)), "torchreid");
  // timm's are torchvision's in all that matters.
  assertEquals(
    chooseMap(fullSize("timm", { "fc.weight": [1000, 2048] })),
    "torchvision",
  );
  assertEquals(chooseMap(fullSize("timm"), "timm"), "timm");
});

Deno.test("chooseMap() asks whose a file is that fits several, and says what is nearest to one that fits none", () => {
  assertThrows(
    () => chooseMap(fullSize("timm")),
    RangeError,
    'Cannot load "a.pth" as it must be known whose weights it holds: they fit torchvision and timm and torchreid, which want different nets; name one',
  );
  const wrong = fullSize("coincheung", { "nl.weight": [1] });
  assertThrows(
    () => chooseMap(wrong),
    RangeError,
    'Cannot load "a.pth" as its names and shapes must fit one of the maps torchvision, timm, caffe, coincheung, torchreid, fastreid, strongBaseline: the nearest is coincheung, with 1 left over (nl.weight); name a map, and ask for a partial load if that is meant',
  );
  const fits = fitMaps(wrong);
  assertEquals(fits.map(({ name }) => name), NAMES);
  assertEquals(
    fits.find(({ name }) => name === "caffe")!.faults,
    "axes in torch's order",
  );
});
