import type { DataReport, Fault } from "./doctor.ts";

/** Puts the findings of a report into words, with a cure each; the worst first. */
export function findFaults(
  report: Omit<DataReport, "faults">,
  images: number,
): Fault[] {
  const { parts, missing, unreadable, copies, overlap, unmatched } = report;
  const { oneCamera, fewImages } = report;
  const cameras = new Set([...parts.query.cameras, ...parts.gallery.cameras]);
  const faults: (Fault | false)[] = [
    missing.length > 0 && {
      fact: `${some(missing, "image")} of the set's lists ${
        missing.length === 1 ? "is" : "are"
      } not there: ${first(missing)}`,
      cure:
        "copy them, or take them out of the lists; training and evaluation go on without them",
    },
    unreadable !== null && unreadable.length > 0 && {
      fact: `${some(unreadable, "image")} cannot be read: ${
        first(unreadable.map(({ path }) => path))
      }`,
      cure:
        "remove them or copy them again; training and evaluation go on without them",
    },
    cameras.size === 1 && {
      fact: `query and gallery have one camera, ${
        [...cameras][0]
      }: no query can be answered, and rank-1 is 0`,
      cure:
        "put the camera into the names (0001_c1..., 0001_c2...), or choose a camera policy for a folder per person or a list",
    },
    cameras.size > 1 && unmatched.length > 0 && {
      fact: `${some(unmatched, "query", "queries")} of ${parts.query.images} ${
        unmatched.length === 1 ? "has" : "have"
      } no gallery image of the person from another camera: ${
        first(unmatched)
      }`,
      cure:
        "move such queries to the gallery, or read scores with them in mind",
    },
    overlap.length > 0 && {
      fact: `${some(overlap, "person")} of train ${
        overlap.length === 1 ? "is" : "are"
      } in query or gallery too: ${first(overlap)}`,
      cure: "take them out of train, else the score is of persons already seen",
    },
    copies !== null && copies.length > 0 && {
      fact: `${some(copies, "image")} ${
        copies.length === 1 ? "is" : "are"
      } in two parts at once: ${first(copies.map((same) => same.join(" = ")))}`,
      cure: "keep one of each, else a query finds itself",
    },
    fewImages.length > 0 && {
      fact: `${some(fewImages, "person")} of train ${
        fewImages.length === 1 ? "has" : "have"
      } fewer than ${images} images: ${first(fewImages)}`,
      cure:
        "nothing needs doing, the balanced sampler repeats their images; or take fewer images a person",
    },
    oneCamera.length > 0 && {
      fact: `${some(oneCamera, "person")} of train ${
        oneCamera.length === 1 ? "was" : "were"
      } seen by one camera: ${first(oneCamera)}`,
      cure:
        "nothing needs doing, but the net learns nothing about cameras from them, and they cannot be validation queries",
    },
  ];
  return faults.filter((fault) => fault !== false);
}

function some(
  list: readonly unknown[],
  one: string,
  many = `${one}s`,
): string {
  return `${list.length} ${list.length === 1 ? one : many}`;
}

function first(list: readonly (string | number)[]): string {
  const shown = list.slice(0, 3).join(", ");
  return list.length > 3 ? `${shown}, ...` : shown;
}
