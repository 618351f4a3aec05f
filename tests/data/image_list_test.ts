import { assertEquals, assertRejects } from "@std/assert";
import { readImageList, type Sample } from "../../lib/data/mod.ts";
import { empty, toyFiles } from "./toy_files.ts";

const IMAGES = empty("a.jpg", "b.jpg", "in/c.jpg", "d, of 'x' \"y\".jpg");

const said = (samples: readonly Sample[]) =>
  samples.map(({ path, person, camera }) =>
    `${path.split("/").at(-1)} ${person} ${camera}`
  );

/** Reads a list that lies beside the images. */
async function read(text: string, name = "list.csv", camera?: string) {
  const root = await toyFiles({ ...IMAGES, [name]: text });
  return await readImageList(`${root}/${name}`, { camera });
}

const rejects = (
  text: string,
  message: string,
  kind: ErrorConstructor = SyntaxError,
  name = "list.csv",
) => assertRejects(() => read(text, name), kind, message);

const CSV = [
  "path,person,camera,split",
  "a.jpg,anna,1,train",
  "b.jpg,bert,1,query",
  "in/c.jpg,bert,2,gallery",
];

Deno.test("readImageList() reads a list of comma-separated values", async () => {
  const split = await read(`${CSV.join("\n")}\n`);
  assertEquals(said(split.train), ["a.jpg 1 1"]);
  assertEquals(said(split.query), ["b.jpg 2 1"]);
  assertEquals(split.gallery, [{
    path: `${split.root}/in/c.jpg`,
    person: 2,
    camera: 2,
  }]);
  assertEquals([split.name, split.origin?.kind], ["list.csv", "a list"]);
  assertEquals(split.notices, [
    "persons are numbered in the order of their names: anna 1, bert 2",
  ]);
});

Deno.test("readImageList() reads quotes, CRLF, a byte order mark, spaces and columns in any order", async () => {
  const { query, gallery, train, notices } = await read(
    '\ufeffsplit,note,person,path,camera\r\nquery,"two\r\nlines",7,"d, of \'x\' ""y"".jpg",3\r\n\r\ngallery,, 7 , b.jpg ,4\r\ngallery,,0,in\\c.jpg,1\r\ntrain,,9,./a.jpg,1',
  );
  assertEquals(said(query), ["d, of 'x' \"y\".jpg 7 3"]);
  assertEquals(said(gallery), ["b.jpg 7 4", "c.jpg 0 1"]);
  assertEquals(said(train), ["a.jpg 9 1"]);
  assertEquals(notices, []);
});

Deno.test("readImageList() reads a list of objects", async () => {
  const entries = [
    { path: "a.jpg", person: "anna", camera: 1, split: "train", age: 3 },
    { path: "b.jpg", person: 12, camera: "north", split: "query" },
    { path: "in/c.jpg", person: 12, camera: 1, split: "gallery" },
  ];
  const { train, query, gallery } = await read(
    JSON.stringify(entries),
    "list.json",
  );
  assertEquals([train, query, gallery].flatMap(said), [
    "a.jpg 2 1",
    "b.jpg 1 2",
    "c.jpg 1 1",
  ]);
});

Deno.test("readImageList() takes cameras by the policy, or asks for one", async () => {
  const bare = CSV.map((line) => line.replace(/,(?:camera|\d),/, ","));
  const { query, gallery } = await read(bare.join("\n"), "list.csv", "none");
  assertEquals([...said(query), ...said(gallery)], ["b.jpg 2 1", "c.jpg 2 2"]);
  const apart = await read(CSV.join("\n"), "list.csv", "image");
  assertEquals(said(apart.gallery), ["c.jpg 2 3"]);
  await rejects(
    bare.join("\n"),
    'a.jpg" as its name must have one, such as _c1: it has none, choose a camera policy: image, none, or a pattern of your names with one group',
  );
});

Deno.test("readImageList() divides persons where no split is told", async () => {
  const lines = [
    "path,person,camera",
    "a.jpg,1,1",
    "b.jpg,2,1",
    "in/c.jpg,2,2",
  ];
  const { train, query, gallery, notices } = await read(
    [...lines, '"d, of \'x\' ""y"".jpg",2,2'].join("\n"),
  );
  assertEquals([said(train), said(query)], [["a.jpg 1 1"], ["b.jpg 2 1"]]);
  assertEquals(gallery.length, 2);
  assertEquals(notices, [
    "the first 1 of 2 persons train, the others are tested: no parts are given",
  ]);
});

Deno.test("readImageList() leaves images out that are not there, and names them", async () => {
  const { root, gallery, notices, origin } = await read(
    [...CSV, "in/none.jpg,anna,2,gallery", "far/none.jpg,bert,2,gallery"].join(
      "\n",
    ),
  );
  const missing = [`${root}/in/none.jpg`, `${root}/far/none.jpg`];
  assertEquals([gallery.length, origin?.missing], [1, missing]);
  assertEquals(
    notices[0],
    `list.csv: 2 images are not there and left out: ${missing.join(", ")}`,
  );
  await assertRejects(
    () => read("path,person,camera,split\nnone.jpg,1,1,train"),
    Deno.errors.NotFound,
    "as its images must be there: none of the 1 is, such as ",
  );
});

Deno.test("readImageList() reads a set that is only scored, but not one that cannot be", async () => {
  const scored = await read([CSV[0], CSV[2], CSV[3]].join("\n"));
  assertEquals(scored.train, []);
  assertEquals(
    scored.notices.at(-1),
    "train is empty: this set can be scored, not trained on",
  );
  await rejects(
    CSV.slice(0, 3).join("\n"),
    "as it must have images of query and of gallery: none of gallery is there, add them, or leave the column split out to have persons divided",
    RangeError,
  );
});

Deno.test("readImageList() names the line that is wrong", async () => {
  const wrong = (line: string, message: string) =>
    rejects(
      [...CSV, "", line].join("\n"),
      `list.csv" as line 6 must ${message}`,
    );
  await wrong(
    "a.jpg,anna,1",
    "have as many fields as the first line: it has 3, mend the line",
  );
  await wrong(
    'a.jpg,"anna,1,train',
    "be comma-separated values: Quote Not Closed",
  );
  await wrong(
    "a.jpg,anna,1,test",
    'have the split train, query or gallery: it is "test", change it',
  );
  await wrong("a.jpg,,1,train", "name a person: it names none, add one");
  await wrong(
    "a.jpg,-2,1,train",
    'name a person by a number from -1, or by a name: it is "-2", change it',
  );
  await wrong(
    "a.jpg,anna,,train",
    'name a camera by a number from 0, or by a name: it is "", change it',
  );
  await wrong(
    "a.jpg,anna,-1,train",
    'name a camera by a number from 0, or by a name: it is "-1", change it',
  );
  await wrong(
    ",anna,1,train",
    'name an image in the list\'s folder: "" is nothing, make the path relative',
  );
  for (const path of ["../a.jpg", "in/../../a.jpg", "/etc/a.jpg", "\\a.jpg"]) {
    await wrong(
      `${path},anna,1,train`,
      `name an image in the list's folder: "${path}" leads out of it, make the path relative`,
    );
  }
});

Deno.test("readImageList() names missing columns, an empty list and a wrong entry", async () => {
  await rejects(
    "file,person\na.jpg,1",
    'list.csv" as the first line must tell path and person, and may tell camera and split, each once: path is missing, name the columns so',
  );
  await rejects(
    "path;person\na.jpg;1",
    'list.csv" as commas must part its fields: in the first line it is semicolons, save it with commas',
  );
  await rejects("path\tperson\na.jpg\t1", "it is tabs, save it with commas");
  await rejects("", "path and person are missing, name the columns so");
  await rejects("path,person,path\na,1,b", "path is there twice");
  await rejects(
    "path,person\n",
    "as it must list one image at least: it lists none, add them",
  );
  const json = (value: unknown, message: string) =>
    rejects(JSON.stringify(value), message, SyntaxError, "list.json");
  await rejects("[", "as it must be JSON: ", SyntaxError, "list.json");
  await json({ path: "a.jpg" }, 'it is {"path":"a.jpg"}, write it as a list');
  await json([], "it lists none");
  await json([null], "as entry 1 must tell path and person");
  const good = { path: "a.jpg", person: 1 };
  await json([good, { path: "a.jpg" }], "entry 2 must tell path and person");
  await json(
    [good, { ...good, camera: 1 }],
    "as entry 2 must tell what entry 1 tells, path, person: it tells camera, path, person, make them alike",
  );
  await json(
    [{ ...good, person: 1.5 }],
    "as the person of entry 1 must be a text or a whole number: it is 1.5, change it",
  );
  await json([{ ...good, path: ["a"] }], 'it is ["a"], change it');
  await json(
    [{ path: "../a.jpg", person: 1 }],
    "as entry 1 must name an image",
  );
  await assertRejects(
    () => readImageList("/none/such.csv"),
    Deno.errors.NotFound,
    'Cannot read "/none/such.csv" as the set must have that list: there is no such file',
  );
});
