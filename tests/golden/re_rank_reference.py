"""Golden values of re-ranking: each published convention with dense tables.

Run with numpy:  python tests/golden/re_rank_reference.py
Writes re_rank.json beside itself. Rows are small whole numbers, so that there
are duplicates and ties, divided by their length and rounded to float32; all
else is float64. Cosines are summed from first to last entry, neighbours taken
by cosine and then by index. tests/eval/re_rank_dense.ts is the same again.
"""

import json
import pathlib

import numpy as np

from formula import spread

QUERIES, IMAGES, SIZE = 40, 120, 8
CASES = [(20, 6, 0.3), (7, 3, 0.5), (3, 1, 0.0), (1, 2, 1.0), (155, 6, 0.3)]
NAMES = ("original", "bot", "torchreid", "layumi", "fastreid", "boxmot")


def drawn(name, count):
    """Whole numbers from -2 to 2; every fifth row is that before it again, the last one is zero."""
    rows = np.floor(spread(name, (count, SIZE)) * 2.5 + 0.5)
    rows[4::5] = rows[3::5]
    rows[-1] = 0
    return rows


def unit(rows):
    length = np.sqrt((rows**2).sum(axis=1, keepdims=True))
    return np.divide(rows, length, out=np.zeros_like(rows), where=length > 0).astype(np.float32)


def base(name, cosine):
    if name in ("torchreid", "layumi"):
        return (2 - 2 * cosine) ** 2
    return 1 - cosine if name == "boxmot" else 2 - 2 * cosine


def near(rank, i, count):
    forward = rank[i, :count]
    return forward[(rank[forward, :count] == i).any(axis=1)]


def re_rank(rows, queries, name, k1, k2, lam):
    images = len(rows)
    cosine = np.zeros((images, images))
    for column in range(rows.shape[1]):  # in this order
        cosine += np.outer(rows[:, column], rows[:, column])
    distance = base(name, cosine)
    if name not in ("fastreid", "boxmot"):
        distance = distance / distance.max(axis=1, keepdims=True)
    rank = np.argsort(-cosine, axis=1, kind="stable")
    if name == "fastreid":
        rank = rank[:, :k1]
    half = int((k1 + 1) / 2 + 0.5) if name == "original" else int(np.around(k1 / 2)) + 1
    weights = np.zeros((images, images))
    for i in range(images):
        own = near(rank, i, k1 + 1)
        chosen = set(own)
        for candidate in own:
            more = near(rank, candidate, half)
            if len(np.intersect1d(more, own)) > 2 / 3 * len(more):
                chosen.update(more)
        if chosen:
            columns = sorted(chosen)
            weight = np.exp(-distance[i, columns])
            weights[i, columns] = weight / weight.sum()
    if name == "boxmot":
        weights = np.stack([weights[order[: k2 + 1]].mean(axis=0) for order in rank])
    elif k2 != 1:
        weights = np.stack([weights[order[:k2]].mean(axis=0) for order in rank])
    jaccard = np.zeros((queries, images))
    for i in range(queries):
        least = np.minimum(weights[i], weights).sum(axis=1)
        most = np.maximum(weights[i], weights).sum(axis=1)
        jaccard[i] = 1 - least / (most + 1e-12 if name == "boxmot" else 2 - least)
    blend = 1 - cosine if name == "fastreid" else distance
    return (jaccard * (1 - lam) + blend[:queries] * lam)[:, queries:]


def short(values):
    return [float(f"{value:.9g}") for value in values]


def main():
    query, gallery = drawn("query", QUERIES), drawn("gallery", IMAGES)
    rows = np.concatenate([unit(query), unit(gallery)]).astype(np.float64)
    place = np.arange(1, IMAGES + 1) / IMAGES  # so that numbers in wrong places would show
    cases = []
    for k1, k2, lam in CASES:
        for name in NAMES:
            found = re_rank(rows, QUERIES, name, k1, k2, lam)
            cases.append({
                "variant": name, "k1": k1, "k2": k2, "lambda": lam,
                "first": short(found[0]), "sums": short(found @ place),
            })
    head = {
        "made": f"tests/golden/re_rank_reference.py, NumPy {np.__version__}, float64",
        "size": SIZE, "query": query.astype(int).ravel().tolist(), "gallery": gallery.astype(int).ravel().tolist(),
    }
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    text = json.dumps(head, separators=(",", ":"))[:-1] + f',"cases":[\n{lines}\n]}}\n'
    (pathlib.Path(__file__).parent / "re_rank.json").write_text(text)


if __name__ == "__main__":
    main()
