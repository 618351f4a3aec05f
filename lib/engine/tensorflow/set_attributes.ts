import type { AttributeTarget } from "./attribute.ts";
import { cString } from "./c_string.ts";
import { pointerTable } from "./pointer_table.ts";
import { rankOf, sizesOf } from "./shape.ts";
import { check } from "./status.ts";
import type { Api } from "./symbols.ts";

/** The C functions that set an attribute, by its kind; those of ops and those of nodes are alike. */
interface Setters {
  readonly string: Api["TFE_OpSetAttrString"];
  readonly strings: Api["TFE_OpSetAttrStringList"];
  readonly int: Api["TFE_OpSetAttrInt"];
  readonly ints: Api["TFE_OpSetAttrIntList"];
  readonly float: Api["TFE_OpSetAttrFloat"];
  readonly floats: Api["TFE_OpSetAttrFloatList"];
  readonly bool: Api["TFE_OpSetAttrBool"];
  readonly bools: Api["TFE_OpSetAttrBoolList"];
  readonly type: Api["TFE_OpSetAttrType"];
  readonly types: Api["TFE_OpSetAttrTypeList"];
  readonly shape: Api["TF_SetAttrShape"];
  readonly shapes: Api["TF_SetAttrShapeList"];
}

/** The attributes of an op that runs at once (`TFE_OpSetAttr...`). */
export function eagerAttributes(
  api: Api,
  op: Deno.PointerValue,
  status: Deno.PointerValue,
): AttributeTarget {
  return attributesBy({
    string: api.TFE_OpSetAttrString,
    strings: api.TFE_OpSetAttrStringList,
    int: api.TFE_OpSetAttrInt,
    ints: api.TFE_OpSetAttrIntList,
    float: api.TFE_OpSetAttrFloat,
    floats: api.TFE_OpSetAttrFloatList,
    bool: api.TFE_OpSetAttrBool,
    bools: api.TFE_OpSetAttrBoolList,
    type: api.TFE_OpSetAttrType,
    types: api.TFE_OpSetAttrTypeList,
    shape(op, name, sizes, rank) {
      api.TFE_OpSetAttrShape(op, name, sizes, rank, status);
      check(api, status, "set a shape");
    },
    shapes(op, name, sizes, ranks, count) {
      api.TFE_OpSetAttrShapeList(op, name, sizes, ranks, count, status);
      check(api, status, "set shapes");
    },
  }, op);
}

/** The attributes of a node of a graph (`TF_SetAttr...`); what is wrong is told when the node is finished. */
export function nodeAttributes(
  api: Api,
  node: Deno.PointerValue,
): AttributeTarget {
  return attributesBy({
    string: api.TF_SetAttrString,
    strings: api.TF_SetAttrStringList,
    int: api.TF_SetAttrInt,
    ints: api.TF_SetAttrIntList,
    float: api.TF_SetAttrFloat,
    floats: api.TF_SetAttrFloatList,
    bool: api.TF_SetAttrBool,
    bools: api.TF_SetAttrBoolList,
    type: api.TF_SetAttrType,
    types: api.TF_SetAttrTypeList,
    shape: api.TF_SetAttrShape,
    shapes: api.TF_SetAttrShapeList,
  }, node);
}

function attributesBy(set: Setters, of: Deno.PointerValue): AttributeTarget {
  return {
    string: (name, value) =>
      set.string(of, cString(name), value, BigInt(value.length)),
    strings: (name, values) =>
      set.strings(
        of,
        cString(name),
        pointerTable(values),
        BigUint64Array.from(values, (value) => BigInt(value.length)),
        values.length,
      ),
    int: (name, value) => set.int(of, cString(name), value),
    ints: (name, values) => set.ints(of, cString(name), values, values.length),
    float: (name, value) => set.float(of, cString(name), value),
    floats: (name, values) =>
      set.floats(of, cString(name), values, values.length),
    bool: (name, value) => set.bool(of, cString(name), Number(value)),
    bools: (name, values) =>
      set.bools(of, cString(name), values, values.length),
    type: (name, value) => set.type(of, cString(name), value),
    types: (name, values) =>
      set.types(of, cString(name), values, values.length),
    shape: (name, value) =>
      set.shape(of, cString(name), sizesOf(value), rankOf(value)),
    shapes: (name, values) =>
      set.shapes(
        of,
        cString(name),
        pointerTable(values.map(sizesOf)),
        Int32Array.from(values, rankOf),
        values.length,
      ),
  };
}
