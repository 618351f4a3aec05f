import { assert, assertEquals } from "@std/assert";
import sharp, { type JpegOptions } from "sharp";
import { decodePlainJpeg } from "../../../lib/data/jpeg/decode_plain_jpeg.ts";
import { random } from "../../../lib/random/mod.ts";
import { pattern } from "../toy_set.ts";

const GOLDEN = new URL("../../golden/images/", import.meta.url).pathname;
const PLAIN = ["waves_420.jpg", "waves_444.jpg", "odd_420.jpg", "odd_422.jpg"];

/** What sharp makes of a file, as `decode` asks it; undefined for an error. */
async function general(bytes: Uint8Array) {
  try {
    const { data, info: { height, width } } = await sharp(bytes, {
      autoOrient: true,
      failOn: "error",
    }).toColourspace("srgb").removeAlpha().raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    return { height, width, data: new Uint8Array(data) };
  } catch {
    return undefined;
  }
}

/** A JPEG of noise or of a pattern. */
async function encode(
  data: Uint8Array,
  height: number,
  width: number,
  options: JpegOptions,
): Promise<Uint8Array> {
  const raw = { height, width, channels: 3 } as const;
  return new Uint8Array(await sharp(data, { raw }).jpeg(options).toBuffer());
}

for (const name of PLAIN) {
  Deno.test(`decodePlainJpeg() reads ${name} as sharp does, to the bit`, async () => {
    const bytes = await Deno.readFile(`${GOLDEN}${name}`);
    const got = decodePlainJpeg(bytes);
    assert(got !== undefined);
    assertEquals(got, await general(bytes));
  });
}

Deno.test("decodePlainJpeg() equals sharp for any size, quality, code and sampling", async () => {
  const draw = random(1);
  let read = 0;
  for (let round = 0; round < 80; round++) {
    const [height, width] = [1 + draw.int(70), 5 + draw.int(70)];
    const data = round % 2 === 0
      ? pattern(`${round}`, height, width).data
      : Uint8Array.from({ length: height * width * 3 }, () => draw.int(256));
    const bytes = await encode(data, height, width, {
      quality: 1 + draw.int(100),
      optimiseCoding: draw.int(2) === 0,
      chromaSubsampling: draw.int(2) === 0 ? "4:2:0" : "4:4:4",
    });
    const got = decodePlainJpeg(bytes);
    if (got === undefined) continue;
    read++;
    assertEquals(got, await general(bytes), `${height}x${width}`);
  }
  assert(read >= 76, `${read} of 80 were plain`);
});

Deno.test("decodePlainJpeg() leaves to others what is not plain", async () => {
  const others = [
    "cmyk.jpg",
    "grey.jpg",
    "turned.jpg",
    "waves_progressive.jpg",
  ];
  for (const name of [...others, "waves.png"]) {
    const bytes = await Deno.readFile(`${GOLDEN}${name}`);
    assertEquals(decodePlainJpeg(bytes), undefined, name);
  }
  const { data } = pattern("p", 16, 16);
  const raw = { height: 16, width: 16, channels: 3 } as const;
  const profiled = await sharp(data, { raw }).withIccProfile("p3").jpeg()
    .toBuffer();
  assertEquals(decodePlainJpeg(profiled), undefined, "a profile");
  const narrow = await encode(pattern("n", 9, 4).data, 9, 4, {});
  assertEquals(decodePlainJpeg(narrow), undefined, "four columns");
  const large = await encode(pattern("l", 513, 512).data, 513, 512, {});
  assertEquals(decodePlainJpeg(large), undefined, "a large one");
  assertEquals(decodePlainJpeg(new Uint8Array(0)), undefined, "nothing");
});

Deno.test("decodePlainJpeg() reads no file that is cut short", async () => {
  for (const name of PLAIN) {
    const bytes = await Deno.readFile(`${GOLDEN}${name}`);
    for (let length = 0; length < bytes.length; length++) {
      assertEquals(decodePlainJpeg(bytes.subarray(0, length)), undefined);
    }
  }
});

Deno.test("decodePlainJpeg() makes of a damaged file what sharp makes of it, or leaves it", async () => {
  const draw = random(2);
  let read = 0;
  for (let round = 0; round < 400; round++) {
    const bytes = await Deno.readFile(`${GOLDEN}${PLAIN[round % 4]}`);
    for (let hit = draw.int(2); hit >= 0; hit--) {
      bytes[draw.int(bytes.length)] = draw.int(256);
    }
    const got = decodePlainJpeg(bytes);
    if (got === undefined) continue;
    read++;
    assertEquals(got, await general(bytes), `round ${round}`);
  }
  assert(read > 100, `${read} of 400 were read`);
});
