"""Re-ranking with dense tables in NumPy, as a process that waits for its turn.

    python numpy_rerank.py QUERIES GALLERY EMBED

First line: its name. "go" re-ranks once and prints the seconds; "mean" prints
the mean of the new distances of the last run; "end" prints the most resident
memory in GB and leaves. Tables are float32, of images by images, as those of
published code; the steps are the paper's, in the order that such code has.
"""

import pathlib
import resource
import sys
import time

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "golden"))
from formula import spread  # noqa: E402

K1, K2, LAMBDA = 20, 6, 0.3
A_PERSON, WIDTH, BLOCK = 25, 0.8, 1024  # as in rerank_case.ts


def set_of(name, images, centres):
    rows = np.empty((images, centres.shape[1]), np.float32)
    person = np.arange(images) % len(centres)
    for first in range(0, images, BLOCK):
        own = person[first : first + BLOCK]
        block = centres[own] + WIDTH * spread(f"{name} {first}", (len(own), centres.shape[1]))
        rows[first : first + BLOCK] = block / np.linalg.norm(block, axis=1, keepdims=True)
    return rows


def near(rank, image, count):
    forward = rank[image, :count]
    return forward[(rank[forward, :count] == image).any(axis=1)]


def re_rank(rows, queries):
    images = len(rows)
    distance = 2 - 2 * (rows @ rows.T)
    rank = np.argsort(distance, axis=1)[:, : K1 + 1].astype(np.int32)
    distance /= distance.max(axis=1, keepdims=True)
    weights = np.zeros_like(distance)
    half = int((K1 + 1) / 2 + 0.5)
    for image in range(images):
        own = near(rank, image, K1 + 1)
        chosen = own
        for candidate in own:
            more = near(rank, candidate, half)
            if np.isin(more, own).sum() * 3 > 2 * len(more):
                chosen = np.append(chosen, more)
        chosen = np.unique(chosen)
        weight = np.exp(-distance[image, chosen])
        weights[image, chosen] = weight / weight.sum()
    distance = distance[:queries].copy()
    mean = np.zeros_like(weights)
    for image in range(images):
        mean[image] = weights[rank[image, :K2]].mean(axis=0)
    weights = mean
    holders = [np.nonzero(weights[:, column])[0] for column in range(images)]
    found = np.empty_like(distance)
    for query in range(queries):
        least = np.zeros(images, np.float32)
        for column in np.nonzero(weights[query])[0]:
            least[holders[column]] += np.minimum(weights[query, column], weights[holders[column], column])
        found[query] = (1 - LAMBDA) * (1 - least / (2 - least)) + LAMBDA * distance[query]
    return found[:, queries:]


def main():
    queries, images, embed = map(int, sys.argv[1:])
    persons = -(-(queries + images) // A_PERSON)
    centres = spread("centres", (persons, embed)).astype(np.float32)
    rows = np.concatenate([set_of("query", queries, centres), set_of("gallery", images, centres)])
    print(f"NumPy {np.__version__}, dense tables", flush=True)
    mean = float("nan")
    for word in map(str.strip, sys.stdin):
        if word == "end":
            break
        if word == "mean":
            print(mean, flush=True)
            continue
        start = time.perf_counter()
        mean = float(re_rank(rows, queries).mean(dtype=np.float64))
        print(time.perf_counter() - start, flush=True)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9, flush=True)


main()
