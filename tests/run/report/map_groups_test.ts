import { assertEquals } from "@std/assert";
import { mapGroups } from "../../../lib/run/report/map_groups.ts";

/** A picture of a person. */
function picture(person: number, camera = 1) {
  return { x: person, y: 0, person, camera, name: `${person}.jpg` };
}

Deno.test("mapGroups() shows the nine with the most pictures, by number; the rest are others", () => {
  const map = [
    ...Array.from({ length: 12 }, (_, at) => picture(12 - at)),
    picture(11),
    picture(12),
  ];
  const groups = mapGroups(map, "person").map(({ group }) => group);
  assertEquals([...new Set(groups)], [
    ...[1, 2, 3, 4, 5, 6, 7, 11, 12].map((person) => `person ${person}`),
    null,
  ]);
  assertEquals(groups.length, 14);
});

Deno.test("mapGroups() colours by camera too", () => {
  const map = [picture(1, 2), picture(2, 1)];
  assertEquals(mapGroups(map, "camera"), [
    { x: 2, y: 0, name: "2.jpg", group: "camera 1" },
    { x: 1, y: 0, name: "1.jpg", group: "camera 2" },
  ]);
});
