import { assertEquals } from "@std/assert";
import { pagePolicy } from "../../lib/plot/mod.ts";

Deno.test("pagePolicy() allows what is named, and nothing else", () => {
  assertEquals(
    pagePolicy({
      script: "'self'",
      style: "a",
      image: "b",
      font: "c",
    }).split("; "),
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src a",
      "img-src b",
      "font-src c",
      "base-uri 'none'",
      "form-action 'none'",
    ],
  );
});
