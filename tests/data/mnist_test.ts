import { assertEquals, assertRejects } from "@std/assert";
import { readMnist } from "../../lib/data/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";
import { idx, writeMnist } from "./toy_mnist.ts";

Deno.test("readMnist() reads pixels and labels in the order of the files", async () => {
  await using box = await sandbox();
  await writeMnist(box, { train: 5, test: 3 });
  const { train, test } = await readMnist(box.folder);
  assertEquals([train.count, test.count], [5, 3]);
  assertEquals([...train.label], [0, 1, 2, 3, 4]);
  assertEquals(train.pixels.length, 5 * 784);
  assertEquals([...train.pixels.subarray(784, 787)], [1, 2, 3]);
});

Deno.test("readMnist() says which file is missing", async () => {
  await using box = await sandbox();
  await writeMnist(box, { train: 2, test: 2 });
  const path = `${box.folder}/t10k-labels-idx1-ubyte`;
  await Deno.remove(path);
  await assertRejects(
    () => readMnist(box.folder),
    Deno.errors.NotFound,
    `Cannot read MNIST as "${path}" must be there: it is not, unpack the four files into that folder`,
  );
});

Deno.test("readMnist() refuses what is not what its header says", async () => {
  await using box = await sandbox();
  await writeMnist(box, { train: 2, test: 2 });
  const images = "train-images-idx3-ubyte";
  const labels = "train-labels-idx1-ubyte";
  const cases: [file: string, bytes: Uint8Array, fact: string][] = [
    [
      images,
      Uint8Array.of(31, 139, 8, 0, 0, 0),
      "it must be an IDX file that begins with 0 0 8 3: it begins with 31 139 8 0",
    ],
    [
      images,
      new Uint8Array(),
      "it must be an IDX file that begins with 0 0 8 3: it begins with nothing",
    ],
    [
      images,
      idx([2, 28, 28], new Uint8Array(0)).subarray(0, 9),
      "its header must have 16 bytes: there are 9",
    ],
    [
      images,
      idx([2, 28, 28], new Uint8Array(784)),
      "its header promises 1568 bytes: there are 784",
    ],
    [
      images,
      idx([2, 32, 32], new Uint8Array(2048)),
      "digits must be 28 x 28: they are 32 x 32",
    ],
    [
      labels,
      idx([2], Uint8Array.of(1, 2, 3)),
      "its header promises 2 bytes: there are 3",
    ],
    [
      labels,
      idx([2, 28, 28], new Uint8Array(1568)),
      "it must be an IDX file that begins with 0 0 8 1: it begins with 0 0 8 3",
    ],
    [
      labels,
      idx([2], Uint8Array.of(9, 10)),
      "labels must be from 0 to 9: label 1 is 10",
    ],
  ];
  for (const [file, bytes, fact] of cases) {
    const path = `${box.folder}/${file}`;
    const good = await Deno.readFile(path);
    await Deno.writeFile(path, bytes);
    await assertRejects(
      () => readMnist(box.folder),
      TypeError,
      `Cannot read "${path}" as ${fact}, fetch the file anew`,
    );
    await Deno.writeFile(path, good);
  }
});

Deno.test("readMnist() refuses more digits than labels", async () => {
  await using box = await sandbox();
  await writeMnist(box, { train: 3, test: 2 });
  await box.write("train-labels-idx1-ubyte", idx([2], Uint8Array.of(0, 1)));
  await assertRejects(
    () => readMnist(box.folder),
    TypeError,
    `Cannot read MNIST in "${box.folder}" as each digit must have a label: train-images-idx3-ubyte holds 3 digits and train-labels-idx1-ubyte 2 labels, take both from one set`,
  );
});
