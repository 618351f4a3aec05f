import { assertEquals, assertThrows } from "@std/assert";
import { type FormName, formOf } from "../../lib/model/mod.ts";

Deno.test("formOf() says what the two forms fix", () => {
  assertEquals(formOf("torchvision"), {
    strideIn: "3x3",
    epsilon: 1e-5,
    bias: false,
  });
  assertEquals(formOf("caffe"), { strideIn: "1x1", epsilon: 1e-3, bias: true });
});

Deno.test("formOf() lists the forms to one that is none", () => {
  for (const name of ["keras", "toString"]) {
    assertThrows(
      () => formOf(name as FormName),
      RangeError,
      `Cannot build a ResNet-50 as its form must be one of torchvision, caffe: current form is "${name}"`,
    );
  }
});
