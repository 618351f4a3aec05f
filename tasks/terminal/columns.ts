/** The width of the terminal; 80 where there is none, for `Deno.consoleSize` throws there. */
export function columns(): number {
  try {
    return Deno.consoleSize().columns || 80;
  } catch {
    return 80;
  }
}
