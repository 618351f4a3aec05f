const LIBC = {
  dup: { parameters: ["i32"], result: "i32" },
  dup2: { parameters: ["i32", "i32"], result: "i32" },
  open: { parameters: ["buffer", "i32"], result: "i32" },
  close: { parameters: ["i32"], result: "i32" },
} as const;

const STDERR = 2;
const WRITE_ONLY = 1;

/**
 * Runs something with stderr shut: C++ code that logs while it is loaded asks no one.
 *
 * Only what must stay silent may run inside; an error still comes out as one.
 *
 * @param act What to run, synchronously.
 * @returns What it returned.
 * @throws Whatever the act throws.
 */
export function quietly<Result>(act: () => Result): Result {
  const libc = Deno.dlopen("libc.so.6", LIBC);
  const { dup, dup2, open, close } = libc.symbols;
  const kept = dup(STDERR);
  const nowhere = open(new TextEncoder().encode("/dev/null\0"), WRITE_ONLY);
  try {
    dup2(nowhere, STDERR);
    return act();
  } finally {
    dup2(kept, STDERR);
    close(nowhere);
    close(kept);
    libc.close();
  }
}
