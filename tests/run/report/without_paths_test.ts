import { assertEquals } from "@std/assert";
import { withoutPaths } from "../../../lib/run/mod.ts";

Deno.test("withoutPaths() keeps the last name of each absolute path", () => {
  for (
    const [text, plain] of [
      ["/srv/jane/runs/a", "a"],
      ["/srv/jane/runs/", "runs"],
      ["~/Market-1501-v15.09.15", "Market-1501-v15.09.15"],
      ["C:\\Users\\Jane Doe\\set", "set"],
      ["\\\\server\\share\\set", "set"],
      ["file:///tmp/a.html", "a.html"],
      ["deno task train --out /tmp/runs", "deno task train --out runs"],
      ["--data=/x/y -o /a/b --flip", "--data=y -o b --flip"],
      ["--data /srv/jane doe/set one --epochs 9", "--data set one --epochs 9"],
      [
        'its library "/usr/lib/libtensorflow.so"',
        'its library "libtensorflow.so"',
      ],
    ] as const
  ) assertEquals(withoutPaths(text), plain);
});

Deno.test("withoutPaths() leaves all else as it is", () => {
  for (
    const text of [
      "deno task train --data runs/a",
      "rank-1 / mAP",
      "and/or",
      "https://example.org/a",
      "x - y -1 --z",
      "",
    ]
  ) assertEquals(withoutPaths(text), text);
});
