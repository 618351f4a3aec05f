/**
 * What the losses look like, as rows: target logits and their slopes against
 * the angle, decision boundaries, λ against the step, the least loss and the
 * own class's probability against the scale.
 *
 * It is a folder by itself because nothing that trains needs it: `loss` holds
 * what a step computes, in tensors of 32 bits; here the same equations are
 * plain numbers of 64 bits, for tables, charts and reading. A test keeps each
 * curve equal to what its loss computes. λ and the least loss are functions of
 * `loss` itself. Rows are for {@link ../plot/mod.ts | plot}'s `curveLines` or
 * any other table.
 *
 * @module
 */
export * from "./curve_loss.ts";
export * from "./decision_boundary.ts";
export * from "./lambda_curve.ts";
export * from "./least_loss.ts";
export * from "./margin_strength.ts";
export * from "./own_probability.ts";
export * from "./target_logit.ts";
export * from "./target_slope.ts";
