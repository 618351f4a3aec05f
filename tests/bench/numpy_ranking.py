"""The opponents: two evaluations that sort the gallery by NumPy, timed on command.

"numpy" does all of it in arrays, a block of queries at a time; a path to the
compiled ranking.c does what torchreid's Cython file does after the same sort.
Same persons, cameras and numbers as ranking_case.ts, same words as
ranking_side.ts.

    python numpy_ranking.py numpy|LIBRARY QUERIES GALLERY EMBED APART
"""

import ctypes
import json
import sys
import time

import numpy as np
from resident import resident_gb

BLOCK = 256
RANKS = 50


def drawn(counter):
    """A number from 0 to 1 by a counter, 24 bits: murmur3's finaliser."""
    bits = np.asarray(counter, np.uint32)
    bits = (bits ^ (bits >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    bits = (bits ^ (bits >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return ((bits ^ (bits >> np.uint32(16))) >> np.uint32(8)).astype(np.float32) / np.float32(2**24)


class Case:
    """Query, gallery, and their distances or vectors; a distance is a similarity with its sign turned."""

    def __init__(self, queries, gallery, embed, apart):
        persons = max(2, int(queries / 4.5 + 0.5))
        query, image = np.arange(queries), np.arange(gallery)
        self.query_person = query % persons + 1
        self.query_camera = query // persons % 6 + 1
        self.person = np.where(image % 7 == 0, 0, image % persons + 1)
        self.camera = (drawn(image).astype(np.float64) * 6).astype(np.int64) + 1
        self.table = None
        if embed == 0:
            self.table = np.empty((queries, gallery), np.float32)
            for q in range(queries):
                same = self.person == self.query_person[q]
                half = drawn(q * gallery + image) / np.float32(2)
                self.table[q] = -half - np.where(same, np.float32(apart), np.float32(0))
        else:
            self.query = -vectors(self.query_person, embed, apart, 0)
            self.gallery = vectors(self.person, embed, apart, queries)

    def distance(self, first, end):
        if self.table is not None:
            return self.table[first:end]
        return self.query[first:end] @ self.gallery.T


def vectors(person, embed, apart, first):
    rows = np.empty((len(person), embed), np.float32)
    at = np.arange(embed)
    for image, shown in enumerate(person):
        own = (first + image + 2**20) * embed + at
        common = 0 if shown == 0 else drawn(shown * embed + at) - np.float32(0.5)
        row = np.float64(apart) * common + (drawn(own & 0xFFFFFFFF) - np.float32(0.5))
        rows[image] = row / np.linalg.norm(row)
    return rows


def by_numpy(case):
    """Rank-1 and mAP in arrays alone."""
    first_hit, precision = [], []
    gallery = len(case.person)
    for first in range(0, len(case.query_person), BLOCK):
        end = min(first + BLOCK, len(case.query_person))
        order = np.argsort(case.distance(first, end), axis=1)
        same = case.person[order] == case.query_person[first:end, None]
        kept = ~(same & (case.camera[order] == case.query_camera[first:end, None]))
        hit = same & kept
        place = np.cumsum(kept, axis=1, dtype=np.int32)
        found = np.cumsum(hit, axis=1, dtype=np.int32)
        relevant = found[:, -1]
        share = np.where(hit, found / np.maximum(place, 1), 0).sum(axis=1)
        valid = relevant > 0
        precision.append(share[valid] / relevant[valid])
        best = np.where(hit, place, gallery + 1).min(axis=1)
        first_hit.append(best[valid])
    first_hit = np.concatenate(first_hit)
    cmc = (first_hit[:, None] <= np.arange(1, RANKS + 1)).mean(axis=0)
    return cmc[0], np.concatenate(precision).mean()


def by_library(case, library):
    """The same after torchreid's steps: NumPy sorts and compares everything at once, C does the rest."""
    queries, gallery = len(case.query_person), len(case.person)
    order = np.argsort(case.distance(0, queries), axis=1)
    same = (case.person[order] == case.query_person[:, None]).astype(np.int64)
    cmc = np.zeros((queries, RANKS), np.float32)
    precision = np.zeros(queries, np.float32)
    whole = [case.query_person, case.query_camera, case.person, case.camera]
    given = [order, same, *(np.ascontiguousarray(one, np.int64) for one in whole), cmc, precision]
    valid = library.score(queries, gallery, RANKS, *(one.ctypes.data for one in given))
    return cmc[:, 0].sum() / valid, precision.sum(dtype=np.float64) / valid


def main():
    way = sys.argv[1]
    queries, gallery, embed = map(int, sys.argv[2:5])
    case = Case(queries, gallery, embed, float(sys.argv[5]))
    if way == "numpy":
        name, once = "argsort, all in arrays", lambda: by_numpy(case)
    else:
        library = ctypes.CDLL(way)
        library.score.restype = ctypes.c_int64
        library.score.argtypes = [ctypes.c_int64] * 3 + [ctypes.c_void_p] * 8
        name, once = "argsort, then torchreid's steps in C", lambda: by_library(case, library)
    rank1, mean = once()
    scores = {"rank1": float(rank1), "map": float(mean)}
    print(json.dumps({"name": f"NumPy {np.__version__} {name}", "scores": scores}), flush=True)
    for line in sys.stdin:
        if line.strip() != "go":
            break
        start = time.perf_counter()
        once()
        print(time.perf_counter() - start, flush=True)
    print(json.dumps(resident_gb("VmHWM")), flush=True)


if __name__ == "__main__":
    main()
