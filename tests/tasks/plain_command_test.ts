import { assertEquals } from "@std/assert";
import { plainCommand } from "../../tasks/plain_command.ts";

Deno.test("plainCommand() replaces what names a place of this machine, and nothing else", () => {
  const places = { "--python": "PYTHON", "--save": "FILE" };
  const plain = (line: string) =>
    plainCommand(line.split(" "), places).join(" ");
  assertEquals(
    plain("bench step --python /opt/torch/bin/python --compile --save=/tmp/a"),
    "bench step --python PYTHON --compile --save=FILE",
  );
  assertEquals(plain("bench --rounds 5 --resume"), "bench --rounds 5 --resume");
  assertEquals(plain("bench --saved /a --save"), "bench --saved /a --save");
});
