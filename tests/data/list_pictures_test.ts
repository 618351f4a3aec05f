import { assertEquals, assertRejects } from "@std/assert";
import { listPictures } from "../../lib/data/mod.ts";
import { sandbox } from "../_kit/sandbox.ts";

Deno.test("listPictures() lists a folder's pictures by name, then its subfolders', and what names tell", async () => {
  await using box = await sandbox();
  for (
    const path of [
      "b.PNG",
      "0007_c2s1_1.jpg",
      "notes.txt",
      "sub/-1_c3.jpeg",
      "sub/deep/0000_c1.png",
      "sub/a.gif",
    ]
  ) await box.write(path, "");
  await Deno.symlink(`${box.folder}/sub`, `${box.folder}/linked`);
  const found = await listPictures(`${box.folder}/`);
  assertEquals(found, [
    { path: `${box.folder}/0007_c2s1_1.jpg`, person: 7, camera: 2 },
    { path: `${box.folder}/b.PNG`, person: null, camera: null },
    { path: `${box.folder}/sub/-1_c3.jpeg`, person: -1, camera: 3 },
    { path: `${box.folder}/sub/deep/0000_c1.png`, person: 0, camera: 1 },
  ]);
});

Deno.test("listPictures() reads a list, whose paths begin at its own folder", async () => {
  await using box = await sandbox();
  const one = await box.write("in/0001_c1.jpg", "");
  const two = await box.write("two.webp", "");
  const list = await box.write(
    "in/list.txt",
    `# two pictures\n0001_c1.jpg\r\n\n  ${two}  \n../two.webp\n`,
  );
  const found = await listPictures(list);
  assertEquals(
    found.map(({ path }) => path),
    [one, two, `${box.folder}/in/../two.webp`],
  );
});

Deno.test("listPictures() takes one picture, and another parser", async () => {
  await using box = await sandbox();
  const path = await box.write("anna-3.png", "");
  const parse = (name: string) => ({ person: name.length, camera: 3 });
  assertEquals(await listPictures(path), [{
    path,
    person: null,
    camera: null,
  }]);
  assertEquals(await listPictures(path, { parse }), [{
    path,
    person: 10,
    camera: 3,
  }]);
});

Deno.test("listPictures() says what is missing", async () => {
  await using box = await sandbox();
  const list = await box.write("list.txt", "\nno.jpg\n");
  const bare = await box.write("bare.txt", "# nothing\n");
  await Deno.mkdir(`${box.folder}/empty`);
  const cases = [
    [
      `${box.folder}/none`,
      "it must be a folder, a list or a picture: there is none of that name, check the path",
    ],
    [
      `${box.folder}/empty`,
      "it must have at least one .jpg, .jpeg or .png: it has none, check the path",
    ],
    [
      bare,
      "it must have at least one line with a path: it has none, check the path",
    ],
    [
      list,
      `line 2 must be a picture's path: there is no file "${box.folder}/no.jpg", paths begin at the list's own folder`,
    ],
  ] as const;
  for (const [source, message] of cases) {
    await assertRejects(
      () => listPictures(source),
      Deno.errors.NotFound,
      `Cannot list the pictures of "${source}" as ${message}`,
    );
  }
});
