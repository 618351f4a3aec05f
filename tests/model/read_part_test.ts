import { assertEquals, assertRejects } from "@std/assert";
import { readPart } from "../../lib/model/mod.ts";

Deno.test("readPart() reads from where the file is, whole or not at all", async () => {
  const path = await Deno.makeTempFile();
  await Deno.writeFile(path, Uint8Array.from({ length: 10 }, (_, i) => i));
  {
    using file = await Deno.open(path);
    assertEquals([...await readPart(file, 4, "Cannot read")], [0, 1, 2, 3]);
    await file.seek(7, Deno.SeekMode.Start);
    assertEquals([...await readPart(file, 0, "Cannot read")], []);
    assertEquals([...await readPart(file, 3, "Cannot read")], [7, 8, 9]);
    await file.seek(8, Deno.SeekMode.Start);
    await assertRejects(
      () => readPart(file, 5, 'Cannot read "a"'),
      SyntaxError,
      'Cannot read "a" as 3 bytes are missing: it was cut short while being read',
    );
  }
  await Deno.remove(path);
});
