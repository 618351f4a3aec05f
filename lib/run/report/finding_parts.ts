import {
  angleHistogram,
  heatMap,
  mapScatter,
  type PagePart,
  type PagePicture,
} from "../../plot/mod.ts";
import { mapGroups } from "./map_groups.ts";
import type { FoundPicture, RankedStrip, RunFindings } from "./run_findings.ts";

/** What a checkpoint makes of the test pictures, as charts, tables and strips. */
export function findingParts(findings: RunFindings): PagePart[] {
  return [
    ...angleParts(findings),
    ...cameraParts(findings),
    ...mapParts(findings),
    ...pairParts("Different persons that look most alike", findings.wrong),
    ...pairParts("One person that looks least alike", findings.right),
    ...stripParts("Queries that did best", findings.strips.best),
    ...stripParts("Queries that did worst", findings.strips.worst),
    ...stripParts("Queries drawn by lot", findings.strips.random),
  ];
}

function angleParts({ angles }: RunFindings): PagePart[] {
  const bins = (series: string, counts: Float64Array) =>
    Array.from(counts, (count, at) => ({
      series,
      from: at * angles.width,
      to: (at + 1) * angles.width,
      count,
    })).filter(({ count }) => count > 0);
  const rows = [
    ...bins("one person", angles.right),
    ...bins("two persons", angles.wrong),
  ];
  return rows.length === 0 ? [] : [
    {
      kind: "text",
      title: "Angles",
      text:
        "Each query against each picture of another camera: the less the two histograms have in common, the better one threshold tells persons apart.",
    },
    { kind: "chart", chart: angleHistogram(rows) },
  ];
}

function cameraParts({ cameras }: RunFindings): PagePart[] {
  const several = new Set(
    cameras.flatMap(({ query, gallery }) => [query, gallery]),
  ).size > 1;
  if (!several || cameras.every(({ rank1 }) => rank1 === null)) return [];
  const charts = ([["rank1", "Rank-1"], ["map", "mAP"]] as const).map(
    ([name, title]): PagePart => ({
      kind: "chart",
      chart: heatMap(
        cameras.map((pair) => ({
          row: `${pair.query}`,
          column: `${pair.gallery}`,
          value: pair[name] === null ? null : 100 * pair[name],
        })),
        {
          title: `${title} from camera to camera`,
          measure: `${title} (%)`,
          down: "query camera",
          along: "gallery camera",
        },
      ),
    }),
  );
  return [{
    kind: "text",
    title: "Cameras",
    text:
      "The queries of one camera, ranked in the pictures of one other camera alone; in percent.",
  }, ...charts];
}

function mapParts({ map }: RunFindings): PagePart[] {
  if (map.length === 0) return [];
  const charts = (["person", "camera"] as const).map((by): PagePart => ({
    kind: "chart",
    chart: mapScatter(mapGroups(map, by), {
      title: `Test pictures by ${by}`,
      others: `other ${by}s`,
    }),
  }));
  return [{
    kind: "text",
    title: "Map",
    text:
      "Test pictures laid out by UMAP so that neighbours stay neighbours: only who is beside whom means something, not how far groups lie apart.",
  }, ...charts];
}

function pairParts(
  title: string,
  pairs: readonly (readonly FoundPicture[])[],
): PagePart[] {
  if (pairs.length === 0) return [];
  if (pairs[0]![0]!.image !== undefined) {
    return [{
      kind: "strips",
      title,
      strips: pairs.map((pair) => ({ pictures: pair.map(shown) })),
    }];
  }
  return [{
    kind: "table",
    caption: title,
    columns: ["query", "picture", "cosine"],
    rows: pairs.map(([query, found]) => [
      query!.name,
      found!.name,
      told(found!.similarity),
    ]),
  }];
}

function stripParts(
  title: string,
  strips: readonly RankedStrip[],
): PagePart[] {
  if (strips.length === 0) return [];
  return [{
    kind: "strips",
    title,
    strips: strips.map(({ averagePrecision, firstHit, pictures }) => ({
      title: `${pictures[0]!.name}: average precision ${
        (100 * averagePrecision).toFixed(1)
      } %, first match at ${firstHit}`,
      pictures: pictures.map(shown),
    })),
  }];
}

function shown({ name, similarity, right, image }: FoundPicture): PagePicture {
  return {
    name,
    label: similarity === null ? "query" : told(similarity),
    right,
    ...image === undefined ? {} : { image },
  };
}

function told(similarity: number | null): string {
  return similarity === null ? "" : similarity.toFixed(3);
}
