import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { diskError } from "../../lib/run/mod.ts";

function told(error: Error, act?: string): string {
  const found = diskError(error, act);
  assert(found instanceof Error);
  assertStrictEquals(found.constructor, error.constructor);
  assertStrictEquals(found.cause, error);
  return found.message;
}

Deno.test("diskError() puts the act before a system's error and the cure behind it", () => {
  const full = new Error("File too large (os error 27)");
  assertEquals(
    told(full, 'Cannot write "a"'),
    'Cannot write "a" as file too large (os error 27): free some space or choose another disk',
  );
  assertEquals(
    told(full),
    "Cannot go on as file too large (os error 27): free some space or choose another disk",
  );
});

Deno.test("diskError() reads the act from the error where none is given", () => {
  const cases = [
    [
      "No space left on device (os error 28): writefile 'a b'",
      'Cannot write "a b" as no space left on device (os error 28): free some space or choose another disk',
    ],
    [
      "Read-only file system (os error 30): mkdir 'a'",
      'Cannot make "a" as read-only file system (os error 30): choose another place',
    ],
    [
      "Permission denied (os error 13): open 'a'",
      'Cannot open "a" as permission denied (os error 13): change its permissions or choose another place',
    ],
    [
      "No such file or directory (os error 2): rename 'a' -> 'b'",
      'Cannot move "a" as no such file or directory (os error 2): check the path',
    ],
    [
      "Not a directory (os error 20): readdir 'a'",
      'Cannot read "a" as not a directory (os error 20): check the path',
    ],
  ] as const;
  for (const [message, expected] of cases) {
    assertEquals(told(new Deno.errors.NotFound(message)), expected);
  }
});

Deno.test("diskError() tells Deno's own denials", () => {
  const denied = new Deno.errors.NotCapable(
    'Requires write access to "a", run again with the --allow-write flag',
  );
  assertEquals(
    told(denied, 'Cannot write "a"'),
    'Cannot write "a" as Deno must be allowed to: requires write access to "a", run again with the --allow-write flag',
  );
  assertEquals(
    told(denied),
    'Cannot go on as Deno must be allowed to: requires write access to "a", run again with the --allow-write flag',
  );
});

Deno.test("diskError() leaves other errors as they are, and those told already", () => {
  const errors = [
    "a word",
    new TypeError("no disk in sight"),
    diskError(new Error("Full (os error 28): open 'a'")),
    diskError(new Deno.errors.NotCapable("Requires read access")),
  ];
  for (const error of errors) assertStrictEquals(diskError(error), error);
});
