import { assert, assertEquals, assertRejects } from "@std/assert";
import sharp from "sharp";
import { decode, readPixels } from "../../lib/data/mod.ts";
import { difference, picture } from "./toy_set.ts";

const GOLDEN = new URL("../golden/images/", import.meta.url).pathname;
const named = Deno.readDirSync(GOLDEN).filter((entry) =>
  entry.isFile && entry.name !== "cmyk.jpg"
).map(({ name }) => name).toArray().sort();

for (const name of named) {
  Deno.test(`readPixels() reads ${name} as Pillow does`, async () => {
    const got = await readPixels(`${GOLDEN}${name}`);
    const { data, info } = await sharp(
      `${GOLDEN}decoded/${name.replace(".", "_")}.png`,
    ).raw().toBuffer({ resolveWithObject: true });
    assertEquals([got.height, got.width], [info.height, info.width]);
    const { max, mean } = difference(got.data, data);
    // two builds of one JPEG decoder may round a level apart; PNG may not
    const isJpeg = name.endsWith("jpg");
    assert(max <= (isJpeg ? 2 : 0), `largest difference ${max} levels`);
    assert(mean <= (isJpeg ? 0.1 : 0), `mean difference ${mean} levels`);
  });
}

Deno.test("readPixels() turns CMYK into red, green, blue", async () => {
  const { height, width, data } = await readPixels(`${GOLDEN}cmyk.jpg`);
  assertEquals([height, width, data.length], [8, 8, 8 * 8 * 3]);
  assert(data.slice(0, 6).every((level) => level < 64), "black on the left");
  assert(
    data.slice(18, 24).every((level) => level > 240),
    "white on the right",
  );
});

Deno.test("readPixels() keeps full size: nothing is shrunk while decoding", async () => {
  const path = `${await Deno.makeTempDir()}/large.jpg`;
  await picture(path, 800, 400);
  const { height, width } = await readPixels(path);
  assertEquals([height, width], [800, 400]);
});

Deno.test("readPixels() names a missing file", async () => {
  await assertRejects(
    () => readPixels("/none/a.jpg"),
    Deno.errors.NotFound,
    'Cannot read "/none/a.jpg" as there must be a file of that name: there is none, check the path',
  );
});

Deno.test("decode() says what a file is that is no image", async () => {
  const text = new TextEncoder().encode("Not a picture at all");
  await assertRejects(
    () => decode(text, "a.jpg"),
    Deno.errors.InvalidData,
    'Cannot read "a.jpg" as it must be a JPEG or PNG image: it is text that starts with "Not a picture at", remove it or copy it again',
  );
  await assertRejects(
    () => decode(new Uint8Array(0), "a.jpg"),
    Deno.errors.InvalidData,
    "it is empty, remove it or copy it again",
  );
  await assertRejects(
    () => decode(Uint8Array.of(0, 1, 254, 255, 7), "a.jpg"),
    Deno.errors.InvalidData,
    "it starts with the bytes 0001feff",
  );
});

Deno.test("decode() refuses a JPEG cut anywhere", async () => {
  const bytes = await Deno.readFile(`${GOLDEN}waves_420.jpg`);
  for (const part of [0.2, 0.5, 0.7, 0.9, 0.97]) {
    const cut = bytes.slice(0, Math.round(part * bytes.length));
    await assertRejects(
      () => decode(cut, "half.jpg"),
      Deno.errors.InvalidData,
      'Cannot read "half.jpg" as it must be a whole JPEG image: it is cut short or broken (VipsJpeg',
    );
  }
  await assertRejects(
    () => decode(bytes.slice(0, -1), "nearly.jpg"),
    Deno.errors.InvalidData,
    "premature end of JPEG image), remove it or copy it again",
  );
});

Deno.test("decode() refuses a PNG cut short", async () => {
  const bytes = await Deno.readFile(`${GOLDEN}noise.png`);
  await assertRejects(
    () => decode(bytes.slice(0, bytes.length / 2), "half.png"),
    Deno.errors.InvalidData,
    'Cannot read "half.png" as it must be a whole PNG image: it is cut short or broken',
  );
});
