/**
 * Blocks of bytes as C wants an array of pointers: the table first, the bytes
 * behind it in the same buffer, so that one argument keeps all of it alive.
 */
export function pointerTable(
  blocks: readonly (Uint8Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>)[],
): Uint8Array<ArrayBuffer> {
  const starts: number[] = [];
  let end = 8 * blocks.length;
  for (const block of blocks) {
    starts.push(end);
    end += Math.ceil(block.byteLength / 8) * 8;
  }
  const memory = new Uint8Array(new ArrayBuffer(Math.max(end, 8)));
  const base = Deno.UnsafePointer.value(Deno.UnsafePointer.of(memory));
  const view = new DataView(memory.buffer);
  blocks.forEach((block, index) => {
    const start = starts[index]!;
    view.setBigUint64(8 * index, base + BigInt(start), true);
    memory.set(
      new Uint8Array(block.buffer, block.byteOffset, block.byteLength),
      start,
    );
  });
  return memory;
}
