import { fileURLToPath } from "node:url";

/**
 * KaTeX's styles with its fonts in them, so that they are there also where a
 * page is opened from the disk: browsers may refuse a page's font that lies in
 * a file beside it.
 */
export async function mathStyle(): Promise<string> {
  const dist = new URL(".", import.meta.resolve("katex"));
  const read = (path: string) =>
    Deno.readFile(fileURLToPath(new URL(path, dist)));
  const text = new TextDecoder();
  const style = text.decode(await read("katex.min.css"));
  const licence = text.decode(await read("../LICENSE"));
  const font = /src:url\((fonts\/[\w-]+\.woff2)\) format\("woff2"\)[^}]*/g;
  const fonts = new Map<string, string>();
  for (const [, path] of style.matchAll(font)) {
    fonts.set(path!, (await read(path!)).toBase64());
  }
  const whole = style.replace(
    font,
    (_, path) =>
      `src:url(data:font/woff2;base64,${fonts.get(path)}) format("woff2")`,
  );
  return `/*! KaTeX\n${licence}*/\n${whole}`;
}
