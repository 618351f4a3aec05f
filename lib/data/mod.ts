/**
 * From files to batches: samples and splits of data sets in Market-1501's
 * layout, persons held out for validation, decoding and resizing, variation,
 * normalisation by an explicit input spec, batches made ahead of the step, and
 * a doctor that says what is wrong with a folder.
 *
 * Resizing is the kit's own, since sharp enlarges with a shift that no net was
 * trained on (see {@linkcode resize}). So is the decoding of small plain JPEGs,
 * to the bits of sharp, which decodes all else: for a crop of a person its
 * set-up took four times the decoding. Where many images are read, threads of
 * the kit's own code read, decode, resize and vary them into shared memory.
 *
 * @module
 */
export * from "./augment.ts";
export * from "./batch.ts";
export * from "./crop.ts";
export * from "./decode.ts";
export * from "./digit_batch.ts";
export * from "./doctor.ts";
export * from "./drawn/mod.ts";
export * from "./duke_mtmc.ts";
export * from "./flip.ts";
export * from "./image_source.ts";
export * from "./input_spec.ts";
export * from "./list_pictures.ts";
export * from "./loader.ts";
export * from "./market1501.ts";
export * from "./mnist.ts";
export * from "./normalise.ts";
export * from "./npy.ts";
export * from "./numpy_values.ts";
export * from "./pad.ts";
export * from "./parse_name.ts";
export * from "./random_erase.ts";
export * from "./read_dataset.ts";
export * from "./read_images.ts";
export * from "./relabel.ts";
export * from "./resize.ts";
export * from "./row_major.ts";
export * from "./sample.ts";
export * from "./validation.ts";
