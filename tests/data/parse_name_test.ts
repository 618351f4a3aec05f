import { assertEquals } from "@std/assert";
import { parseDukeMtmc, parseMarket1501 } from "../../lib/data/mod.ts";

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
