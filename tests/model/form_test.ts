import { assertEquals, assertThrows } from "@std/assert";
import { type FormName, formOf } from "../../lib/model/mod.ts";

Deno.test("formOf() says what the forms fix", () => {
  const torchvision = formOf("torchvision");
  assertEquals(torchvision, {
    strideIn: "3x3",
    epsilon: 1e-5,
    bias: false,
    stemRelu: true,
  });
  assertEquals(formOf("caffe"), {
    strideIn: "1x1",
    epsilon: 1e-3,
    bias: true,
    stemRelu: true,
  });
  assertEquals(formOf("bot"), { ...torchvision, stemRelu: false });
});

Deno.test("formOf() lists the forms to one that is none", () => {
  for (const name of ["keras", "toString"]) {
    assertThrows(
      () => formOf(name as FormName),
      RangeError,
      `Cannot build a ResNet-50 as its form must be one of torchvision, caffe, bot: current form is "${name}"`,
    );
  }
});
