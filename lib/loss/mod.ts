/**
 * Losses: each a pure function with one value a sample, and the
 * {@linkcode Criterion} that holds its parameters for the trainer.
 *
 * | loss | equation | paper | parameters and published defaults |
 * |---|---|---|---|
 * | {@linkcode softmaxLoss} | z_j = W_j · x + b_j | the baseline; eq. (1) of arXiv 1801.07698v3, by a reader's transcription | weight, bias; none published |
 * | {@linkcode normSoftmaxLoss} | z_j = s cos θ_j | NormFace, arXiv 1704.06369, number not read; eq. (2) of arXiv 1801.07698v3, by a reader's transcription | weight, scale if learnt; s from 10, at least 0.01 in its reference |
 * | {@linkcode sphereLoss} | z_j = s cos θ_j | SphereReID, arXiv 1807.00537v1, number not read | weight; s = 14 of CoinCheung's re-implementation |
 * | {@linkcode sphereMarginLoss} | z_y = s (cos θ_y − m), s cos(θ_y + m) or s cos((1 + m) θ_y) | none: the kit's | weight; s = 14, m = 0.2, the kit's own |
 * | {@linkcode lSoftmaxLoss} | z_y = \|W_y\| \|x\| ψ(θ_y) | L-Softmax, arXiv 1612.02295; ψ is eq. (6), by a reader's comment | weight; m = 4 and λ from 1000 to 0 in its MNIST network |
 * | {@linkcode aSoftmaxLoss} | z_y = \|x\| ψ(θ_y), z_j = \|x\| cos θ_j | SphereFace, arXiv 1704.08063, number not read | weight; m = 4, λ from 1000 to 5 |
 * | {@linkcode cosFaceLoss} | z_y = s (cos θ_y − m) | CosFace, arXiv 1801.09414, and AM-Softmax, arXiv 1801.05599, numbers not read | weight; s = 64, m = 0.35, and s = 30 of AM-Softmax |
 * | {@linkcode arcFaceLoss} | z_y = s cos(θ_y + m) | ArcFace, eq. (3) of arXiv 1801.07698v3, by a reader's transcription | weight; s = 64, m = 0.5 rad |
 * | {@linkcode subCentreArcFaceLoss} | the same, cos θ_j = max_k cos θ_jk | Sub-center ArcFace, ECCV 2020, number not read | weight [class, centre, embed]; K = 3, s = 64, m = 0.5 rad |
 * | {@linkcode combinedMarginLoss} | z_y = s (cos(m1 θ_y + m2) − m3) | ArcFace, arXiv 1801.07698v3, number not read | weight; s = 64, (1, 0.3, 0.2) |
 * | {@linkcode batchHardTripletLoss} | max(0, m + d_ap − d_an), or log(1 + exp(d_ap − d_an)) | arXiv 1703.07737, number not read | none; m = 0.3 of BoT |
 * | {@linkcode weightedTripletLoss} | log(1 + exp(Σ w_p d_p − Σ w_n d_n)) | AGW, arXiv 2001.04193, number not read | none; no margin |
 * | {@linkcode centreLoss} | ½ ‖x − c_y‖² | Wen et al., ECCV 2016, number not read | centres; none here |
 * | {@linkcode circleSoftmaxLoss} | z_j = γ [cos θ_j + m]₊ (cos θ_j − m), z_y = γ [1 + m − cos θ_y]₊ (cos θ_y − 1 + m) | Circle loss, arXiv 2002.10857, number not read | weight; γ = 64, m = 0.35 of fastreid |
 * | {@linkcode circlePairLoss} | log(1 + Σ_n exp(γ a_n (s_n − m)) Σ_p exp(−γ a_p (s_p − 1 + m))) | Circle loss, arXiv 2002.10857, number not read | none; γ = 128, m = 0.25 |
 * | {@linkcode adaCosLoss} | z_j = s cos θ_j | AdaCos, arXiv 1905.00292, number not read | weight; s = √2 ln(C − 1), or of the batch |
 * | {@linkcode softmaxTripletLoss} | softmaxLoss of the embedding + batchHardTripletLoss of the pooled feature | BoT, arXiv 1903.07071, number not read | weight, bias if asked for; 1 : 1, m = 0.3 |
 * | {@linkcode ohem} | (B/K) L for the K hardest of a batch | after arXiv 1604.03540, number not read | those of its loss; none published |
 *
 * Those of logits z end in {@linkcode crossEntropy}. None reads a tensor back, so that a
 * step can be recorded; none checks labels, which the loader does on the host.
 * Where z_y stands θ_y is the angle to the own class, whose logit alone has a
 * margin; the others are those of the same loss without one. λ, which eases
 * L-Softmax and A-Softmax, falls as {@linkcode lambdaAt} says: a number of the host, which
 * {@linkcode Criterion} declares in `inputs`, so that a recorded step takes it anew.
 *
 * @module
 */
export * from "./a_softmax.ts";
export * from "./arc_face.ts";
export * from "./combined_margin.ts";
export * from "./cos_face.ts";
export * from "./ada_cos.ts";
export * from "./ada_cos_scale.ts";
export * from "./batch_hard_triplet.ts";
export * from "./centre.ts";
export * from "./circle_pair.ts";
export * from "./circle_softmax.ts";
export * from "./criterion.ts";
export * from "./cross_entropy.ts";
export * from "./l_softmax.ts";
export * from "./lambda.ts";
export * from "./least_norm_softmax_loss.ts";
export * from "./norm_softmax.ts";
export * from "./psi.ts";
export * from "./ohem.ts";
export * from "./softmax.ts";
export * from "./softmax_triplet.ts";
export * from "./sphere.ts";
export * from "./sphere_margin.ts";
export * from "./sub_centre_arc_face.ts";
export * from "./weighted_triplet.ts";
