/** Whether this processor computes in bfloat16. */
export async function hasBfloat16(): Promise<boolean> {
  const { success } = await new Deno.Command("grep", {
    args: ["-qE", "avx512_bf16|amx_bf16", "/proc/cpuinfo"],
  }).output();
  return success;
}
