const BYTES = "buffer";
const HANDLE = "pointer";
/** A `TF_Output`: a node, and which of its outputs. */
const OUTPUT = { struct: [HANDLE, "i32"] } as const;

/** The functions of TensorFlow's C API that record a graph and make it a function (`c_api.h`, `eager/c_api.h`). */
export const GRAPH_SYMBOLS = {
  TF_NewGraph: { parameters: [], result: HANDLE },
  TF_DeleteGraph: { parameters: [HANDLE], result: "void" },
  TF_NewOperation: { parameters: [HANDLE, BYTES, BYTES], result: HANDLE },
  TF_AddInput: { parameters: [HANDLE, OUTPUT], result: "void" },
  TF_AddInputList: { parameters: [HANDLE, BYTES, "i32"], result: "void" },
  TF_AddControlInput: { parameters: [HANDLE, HANDLE], result: "void" },
  TF_FinishOperation: { parameters: [HANDLE, HANDLE], result: HANDLE },
  TF_OperationOutputType: { parameters: [OUTPUT], result: "i32" },
  TF_GraphGetTensorNumDims: {
    parameters: [HANDLE, OUTPUT, HANDLE],
    result: "i32",
  },
  TF_GraphGetTensorShape: {
    parameters: [HANDLE, OUTPUT, BYTES, "i32", HANDLE],
    result: "void",
  },
  TF_GraphSetTensorShape: {
    parameters: [HANDLE, OUTPUT, BYTES, "i32", HANDLE],
    result: "void",
  },
  TF_GraphGetOpDef: {
    parameters: [HANDLE, BYTES, HANDLE, HANDLE],
    result: "void",
  },
  TF_NewBuffer: { parameters: [], result: HANDLE },
  TF_DeleteBuffer: { parameters: [HANDLE], result: "void" },

  TF_GraphToFunctionWithControlOutputs: {
    parameters: [
      HANDLE, // the graph
      BYTES, // the function's name
      "u8", // whether a hash is added to it
      "i32", // how many nodes it has, -1 for all
      HANDLE, // which
      "i32",
      BYTES, // inputs
      "i32",
      BYTES, // outputs
      HANDLE, // their names
      "i32",
      BYTES, // nodes that must run
      HANDLE, // their names
      HANDLE, // options
      HANDLE, // description
      HANDLE, // status
    ],
    result: HANDLE,
  },
  TF_DeleteFunction: { parameters: [HANDLE], result: "void" },
  TFE_ContextAddFunction: {
    parameters: [HANDLE, HANDLE, HANDLE],
    result: "void",
  },
  TFE_ContextRemoveFunction: {
    parameters: [HANDLE, BYTES, HANDLE],
    result: "void",
  },
  TFE_TensorHandleCopySharingTensor: {
    parameters: [HANDLE, HANDLE],
    result: HANDLE,
  },
  TFE_ExecuteElsewhere: {
    name: "TFE_Execute",
    parameters: [HANDLE, BYTES, BYTES, HANDLE],
    result: "void",
    nonblocking: true,
  },

  TF_SetAttrString: {
    parameters: [HANDLE, BYTES, BYTES, "usize"],
    result: "void",
  },
  TF_SetAttrStringList: {
    parameters: [HANDLE, BYTES, BYTES, BYTES, "i32"],
    result: "void",
  },
  TF_SetAttrInt: { parameters: [HANDLE, BYTES, "i64"], result: "void" },
  TF_SetAttrIntList: {
    parameters: [HANDLE, BYTES, BYTES, "i32"],
    result: "void",
  },
  TF_SetAttrFloat: { parameters: [HANDLE, BYTES, "f32"], result: "void" },
  TF_SetAttrFloatList: {
    parameters: [HANDLE, BYTES, BYTES, "i32"],
    result: "void",
  },
  TF_SetAttrBool: { parameters: [HANDLE, BYTES, "u8"], result: "void" },
  TF_SetAttrBoolList: {
    parameters: [HANDLE, BYTES, BYTES, "i32"],
    result: "void",
  },
  TF_SetAttrType: { parameters: [HANDLE, BYTES, "i32"], result: "void" },
  TF_SetAttrTypeList: {
    parameters: [HANDLE, BYTES, BYTES, "i32"],
    result: "void",
  },
  TF_SetAttrShape: {
    parameters: [HANDLE, BYTES, BYTES, "i32"],
    result: "void",
  },
  TF_SetAttrShapeList: {
    parameters: [HANDLE, BYTES, BYTES, BYTES, "i32"],
    result: "void",
  },
  TF_SetAttrTensor: {
    parameters: [HANDLE, BYTES, HANDLE, HANDLE],
    result: "void",
  },
} as const satisfies Deno.ForeignLibraryInterface;
