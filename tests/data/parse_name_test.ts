import { assertEquals } from "@std/assert";
import {
  parseCuhk01,
  parseCuhk03,
  parseDukeMtmc,
  parseMarket1501,
} from "../../lib/data/mod.ts";

Deno.test("parseMarket1501() reads person and camera", () => {
  const read = (name: string) => {
    const parts = parseMarket1501(name);
    return parts && [parts.person, parts.camera];
  };
  assertEquals(read("0001_c1s1_000151_01.jpg"), [1, 1]);
  assertEquals(read("1501_c6s3_077467_02.jpg"), [1501, 6]);
  assertEquals(read("-1_c1s1_000401_03.jpg"), [-1, 1]);
  assertEquals(read("0000_c3s2_000001_01.jpg"), [0, 3]);
  assertEquals(read("12_c15.jpg"), [12, 15]);
  for (
    const name of [
      "0001.jpg",
      "c1_0001.jpg",
      "-2_c1s1.jpg",
      "a0001_c1.jpg",
      "0001_c.jpg",
      "",
    ]
  ) {
    assertEquals(read(name), undefined, name);
  }
});

Deno.test("parseDukeMtmc() reads person and camera of frames alone", () => {
  assertEquals(parseDukeMtmc("0702_c8_f0046182.jpg"), {
    person: 702,
    camera: 8,
  });
  assertEquals(parseDukeMtmc("0001_c1s1_000151_01.jpg"), undefined);
  assertEquals(parseDukeMtmc("0001_c2_0046182.jpg"), undefined);
});

Deno.test("parseCuhk03() reads pair and person as one number, and the view", () => {
  assertEquals(parseCuhk03("1_001_1_01.png"), { person: 10001, camera: 1 });
  assertEquals(parseCuhk03("1_843_2_10.png"), { person: 10843, camera: 2 });
  assertEquals(parseCuhk03("5_001_2_06.png"), { person: 50001, camera: 2 });
  for (const name of ["0_001_1_01.png", "1_001_3_01.png", "0001_c1.jpg"]) {
    assertEquals(parseCuhk03(name), undefined, name);
  }
});

Deno.test("parseCuhk01() reads the person, and the camera by the image", () => {
  const cameras = [1, 2, 3, 4].map((image) =>
    parseCuhk01(`097100${image}.png`)
  );
  assertEquals(cameras.map((parts) => parts?.person), [971, 971, 971, 971]);
  assertEquals(cameras.map((parts) => parts?.camera), [1, 1, 2, 2]);
  assertEquals(parseCuhk01("0001001.JPG"), { person: 1, camera: 1 });
  for (const name of ["0001005.png", "0000001.png", "00010010.png", "a.png"]) {
    assertEquals(parseCuhk01(name), undefined, name);
  }
});
