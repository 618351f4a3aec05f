/**
 * Why torch.compile cannot work on a processor: it asks CXX, or g++, to compile.
 *
 * @returns The reason and its remedy; nothing if there is a compiler.
 */
export async function compilerFault(): Promise<string | undefined> {
  const name = Deno.env.get("CXX") ?? "g++";
  const isThere = async () => {
    const compiler = new Deno.Command(name, { args: ["--version"] });
    return (await compiler.output()).success;
  };
  return await isThere().catch(() => false)
    ? undefined
    : `it needs a C++ compiler, and there is no "${name}": install g++`;
}
