import { assertEquals } from "@std/assert";
import { checkWords, wordFaults } from "../../tasks/check_words.ts";

Deno.test("the project is tied to no machine and no host", async () => {
  assertEquals(await checkWords(), []);
});

Deno.test("wordFaults() names hosts and places", () => {
  const text = [
    "see https://arxiv.org/abs/1807.00537",
    'fetch("https://files.example.net/a.so")',
    "cd /root/a && ls ~/work/a tests/home/a",
    `https://registry.${"npm"}js.org/a`,
    "pip download a",
  ].join("\n");
  assertEquals(wordFaults([{ path: "a.ts", text }]), [
    "a.ts:2 the host files.example.net",
    "a.ts:3 a path of one machine",
    "a.ts:4 a host of packages",
    `a.ts:4 the host registry.${"npm"}js.org`,
  ]);
});
