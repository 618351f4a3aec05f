/* The steps of torchreid's compiled evaluation, written anew: the gallery comes
   sorted and compared from NumPy (argsort, persons equal or not); each query
   then drops its own camera, sums its hits up twice and takes CMC and AP.

   cc -O3 -shared -fPIC -o ranking.so ranking.c */

#include <stdint.h>
#include <stdlib.h>

static void sum_up(const float *from, float *to, int64_t count) {
  float sum = 0;
  for (int64_t i = 0; i < count; i++) to[i] = sum += from[i];
}

/* Scores queries one after another; gives how many have a match, -1 without memory.
   cmc is queries x ranks, precision one a query; both come in as zeros. */
int64_t score(int64_t queries, int64_t gallery, int64_t ranks,
              const int64_t *order, const int64_t *same,
              const int64_t *query_person, const int64_t *query_camera,
              const int64_t *person, const int64_t *camera,
              float *cmc, float *precision) {
  float *hit = malloc(3 * gallery * sizeof(float));
  if (hit == NULL) return -1;
  float *found = hit + gallery;
  float *summed = found + gallery;
  int64_t valid = 0;
  for (int64_t q = 0; q < queries; q++) {
    const int64_t *sorted = order + q * gallery;
    const int64_t *right = same + q * gallery;
    int64_t kept = 0;
    int any = 0;
    for (int64_t g = 0; g < gallery; g++) {
      if (person[sorted[g]] != query_person[q] ||
          camera[sorted[g]] != query_camera[q]) {
        hit[kept++] = (float)right[g];
        if (right[g]) any = 1;
      }
    }
    if (!any) continue;
    valid++;
    sum_up(hit, found, kept);
    for (int64_t g = 0; g < kept; g++) {
      if (found[g] > 1) found[g] = 1;
    }
    for (int64_t r = 0; r < ranks && r < kept; r++) cmc[q * ranks + r] = found[r];
    sum_up(hit, summed, kept);
    float relevant = 0;
    float all = 0;
    for (int64_t g = 0; g < kept; g++) {
      all += summed[g] / (g + 1.0f) * hit[g];
      relevant += hit[g];
    }
    precision[q] = all / relevant;
  }
  free(hit);
  return valid;
}
