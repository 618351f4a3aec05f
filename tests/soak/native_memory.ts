/** Looks at what native code of this process has allocated. */
export interface NativeMemory {
  /** Bytes that were asked of the C library's allocator and not given back. */
  bytes(): number;
  /** Lets the library go. */
  close(): void;
}

/** Places of `mallinfo2`'s ten numbers. */
const MAPPED = 4; // hblkhd
const IN_USE = 7; // uordblks

/**
 * Opens a look at native memory: exact, where resident memory also moves with
 * what allocators keep and with what JavaScript's engine takes. The pool in
 * which TensorFlow keeps the memory of large outputs counts as asked for.
 *
 * @returns The look; null where the C library is not glibc from 2.33 on.
 */
export function openNativeMemory(): NativeMemory | null {
  try {
    const library = Deno.dlopen("libc.so.6", {
      mallinfo2: {
        parameters: [],
        result: { struct: new Array<"usize">(10).fill("usize") },
      },
    });
    return {
      bytes() {
        const { buffer } = library.symbols.mallinfo2();
        const numbers = new BigUint64Array(buffer);
        return Number(numbers[MAPPED]! + numbers[IN_USE]!);
      },
      close: () => library.close(),
    };
  } catch {
    return null;
  }
}
