const LIBC = {
  dlopen: { parameters: ["buffer", "i32"], result: "pointer" },
} as const;

/** `dlfcn.h`: names are looked up when they are called, in the library itself first. */
const RTLD_LAZY = 0x1;
const RTLD_DEEPBIND = 0x8;

/**
 * Loads a library so that its own functions come before others of their name.
 *
 * TensorFlow brings an LLVM, and so does Mesa, which the webgpu engine loads
 * where there is no graphics card. Loaded the plain way after Mesa's,
 * TensorFlow would call into that one and crash.
 *
 * Not where LD_PRELOAD puts something before every library on purpose, another
 * allocator for example. A library that cannot be loaded is left to the call
 * that opens it in earnest and says why.
 *
 * @param path The file; it stays loaded.
 */
export function openDeep(path: string): void {
  if (Deno.env.get("LD_PRELOAD")) return;
  const libc = Deno.dlopen("libc.so.6", LIBC);
  const name = new TextEncoder().encode(`${path}\0`);
  libc.symbols.dlopen(name, RTLD_LAZY | RTLD_DEEPBIND);
  libc.close();
}
