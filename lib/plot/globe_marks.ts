import { only } from "./only.ts";
import { GRATICULE, RIM } from "./orthographic.ts";

const REACH = 1.08;

/** To the right or up, not drawn. */
export function axis(field: string): object {
  return {
    field,
    type: "quantitative",
    scale: { domain: [-REACH, REACH], nice: false, zero: false },
    axis: null,
  };
}

/** The side of the globe that is looked at, or the other. */
function side(near: boolean): string {
  return `datum.depth ${near ? ">=" : "<"} 0`;
}

const ALONG = { field: "n", type: "quantitative" };

/** The graticule of one side; where a line goes to the other it has no height, and is broken off. */
export function lines(near: boolean): object {
  return {
    data: GRATICULE.data,
    transform: [...GRATICULE.transform, {
      calculate: `${side(near)} ? datum.up : null`,
      as: "up",
    }],
    mark: { type: "line", strokeWidth: near ? 0.8 : 0.5 },
    encoding: {
      color: { value: near ? "#bbbbbb" : "#e6e6e6" },
      detail: { field: "line" },
      order: ALONG,
    },
  };
}

/** The outline of the globe. */
export const OUTLINE = {
  ...RIM,
  mark: { type: "line", strokeWidth: 1 },
  encoding: { color: { value: "#999999" }, order: ALONG },
};

/** The embeddings of one side. */
export function dots(near: boolean): object {
  return {
    transform: only("point", side(near)),
    mark: {
      type: "point",
      filled: true,
      size: near ? 14 : 10,
      opacity: near ? 0.65 : 0.15,
    },
  };
}

/** The class centres of one side. */
export function crosses(near: boolean): object {
  return {
    transform: only("centre", side(near)),
    mark: {
      type: "point",
      shape: "cross",
      filled: true,
      size: 90,
      stroke: "white",
      strokeWidth: 1,
      opacity: near ? 1 : 0.3,
    },
  };
}

/** The names of the classes in front, or what keeps them readable. */
export function name(halo: string | undefined, under: boolean): object {
  return {
    transform: only("name", side(true)),
    mark: {
      type: "text",
      fontSize: 16,
      fontWeight: "bold",
      dx: 13,
      dy: -11,
      ...under ? { stroke: "white", strokeWidth: 4, strokeJoin: "round" } : {},
    },
    encoding: {
      text: { field: "label" },
      ...halo === undefined ? {} : { color: { value: halo } },
    },
  };
}
