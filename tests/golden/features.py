"""Writes the same features in every format that the kit reads, and their scores.

    pip install numpy scipy h5py torch && python features.py

12 queries and 40 gallery images of 8 numbers go to features/, with what three
projects call them: layumi's test.py saves the .mat itself; the others leave
variables (torchreid qf, q_pids, ...; fastreid a list of feats, pids, camids),
which their users save by torch.save, pickle or np.savez. The numbers are
multiples of 1/64, which halves hold exactly. expected.json has the scores by
plain NumPy, one query after another.
"""

import json
import os
import pathlib
import pickle

import h5py
import numpy as np
import scipy.io
import torch

OUT = pathlib.Path(__file__).parent / "features"
QUERIES, GALLERY, MULTI, SIZE, BATCH = 12, 40, 30, 8, 16
RANKS = [1, 5, 10, 20]


def rows(rng, persons, centres):
    """Rows near their persons' centres, of any length."""
    near = centres[np.abs(persons)] + rng.normal(0, 1.1, (len(persons), SIZE))
    near *= rng.uniform(0.5, 2, (len(persons), 1))
    return np.clip(np.round(near * 64) / 64, -15, 15).astype(np.float32)


def draw():
    rng = np.random.default_rng(2026)
    centres = rng.normal(0, 1, (100, SIZE))
    query = {"person": rng.integers(1, 8, QUERIES), "camera": rng.integers(1, 4, QUERIES)}
    gallery = {"person": rng.integers(1, 8, GALLERY), "camera": rng.integers(1, 4, GALLERY)}
    query["person"][5] = 99  # nobody in the gallery
    query["person"][11] = 50  # shown by its own camera alone
    gallery["person"][[3, 17]] = 50
    gallery["camera"][[3, 17]] = query["camera"][11]
    gallery["person"][[0, 9, 30]] = -1
    gallery["person"][[1, 12, 13, 39]] = 0
    pick = rng.integers(0, QUERIES, MULTI)
    multi = {"person": query["person"][pick], "camera": query["camera"][pick]}
    multi["person"][:3] = 42  # of no query
    for one in (query, gallery, multi):
        one["f"] = rows(rng, one["person"], centres)
    gallery["f"][20] = gallery["f"][21]  # ties go by index
    gallery["f"][34] = gallery["f"][2]
    return query, gallery, multi


def similarity(query, gallery, metric):
    """Cosine, or the squared Euclidean distance with its sign turned; one pair after another."""
    q, g = query["f"].astype(np.float64), gallery["f"].astype(np.float64)
    if metric == "cosine":
        q = q / np.sqrt((q * q).sum(1, keepdims=True))
        g = g / np.sqrt((g * g).sum(1, keepdims=True))
        return np.array([[(a * b).sum() for b in g] for a in q])
    return np.array([[-((a - b) ** 2).sum() for b in g] for a in q])


def scores(query, gallery, metric, unmatched):
    alike = similarity(query, gallery, metric)
    found = []
    for row, person, camera in zip(alike, query["person"], query["camera"]):
        order = np.argsort(-row, kind="stable")
        kept = [
            g for g in order
            if gallery["person"][g] != -1
            and not (gallery["person"][g] == person and gallery["camera"][g] == camera)
        ]
        values = np.unique(row)
        assert np.diff(values).min() > 1e-6, "too close to order in float32"
        hits = np.array([gallery["person"][g] == person for g in kept])
        if not hits.any():
            if unmatched == "zero":
                found.append([0, 0, 0] + [0] * len(RANKS))
            continue
        places = np.flatnonzero(hits) + 1
        count = np.arange(1, len(places) + 1)
        precision = count / places
        before = np.where(places == 1, 1, (count - 1) / np.maximum(places - 1, 1))
        found.append([
            precision.mean(),
            ((before + precision) / 2).mean(),
            len(places) / places[-1],
            *[float(places[0] <= rank) for rank in RANKS],
        ])
    mean = np.mean(found, axis=0).tolist()
    return {
        "metric": metric, "unmatched": unmatched, "queries": len(found),
        "map": mean[0], "marketMap": mean[1], "minp": mean[2],
        "cmc": mean[3:],
    }


def pooled(query, multi, metric):
    """Each query as the mean of the rows of its person by its camera, unit ones for cosines."""
    f = multi["f"].astype(np.float64)
    if metric == "cosine":
        f = f / np.sqrt((f * f).sum(1, keepdims=True))
    own = []
    for row, person, camera in zip(query["f"], query["person"], query["camera"]):
        of = (multi["person"] == person) & (multi["camera"] == camera)
        own.append(f[of].mean(0) if of.any() else row)
    return {**query, "f": np.array(own)}


class Evil:
    def __reduce__(self):
        return os.system, ("touch pickles_can_run_this",)


def matlab73(path, arrays):
    """A file as MATLAB's save -v7.3 writes it: a header of text before HDF5, axes turned."""
    with h5py.File(path, "w", userblock_size=512) as file:
        for name, array in arrays.items():
            array = np.atleast_2d(array)
            kind = {"float32": "single"}.get(str(array.dtype), str(array.dtype))
            made = file.create_dataset(name, data=array.T, compression="gzip")
            made.attrs["MATLAB_class"] = np.bytes_(kind)
        text = file.create_dataset("model", data=np.array([[114], [53], [48]], "u2"))
        text.attrs["MATLAB_class"] = np.bytes_("char")
    with open(path, "r+b") as file:
        words = b"MATLAB 7.3 MAT-file, by tests/golden/features.py"
        file.write(words.ljust(116) + bytes(8) + b"\x00\x02IM")


def old_names(data):
    """A pickle as NumPy 1 wrote it."""
    return data.replace(b"\x8c\x16numpy._core.multiarray", b"\x8c\x15numpy.core.multiarray")


def main():
    OUT.mkdir(exist_ok=True)
    query, gallery, multi = draw()
    qf, gf = query["f"], gallery["f"]
    variables = {
        "qf": qf, "q_pids": query["person"], "q_camids": query["camera"],
        "gf": gf, "g_pids": gallery["person"], "g_camids": gallery["camera"],
    }
    layumi = {
        "gallery_f": gf, "gallery_label": gallery["person"].tolist(),
        "gallery_cam": gallery["camera"].tolist(),
        "query_f": qf, "query_label": query["person"].tolist(),
        "query_cam": query["camera"].tolist(),
    }
    several = {
        "mquery_f": multi["f"], "mquery_label": multi["person"].tolist(),
        "mquery_cam": multi["camera"].tolist(),
    }
    np.savez(OUT / "features.npz", **variables)
    np.savez_compressed(OUT / "features_packed.npz", **variables, note=np.array("a text"))
    np.savez(OUT / "features_half.npz", **{
        name: array.astype(np.float16) if "f" in name else array.astype(np.int32)
        for name, array in variables.items()
    })
    scipy.io.savemat(OUT / "pytorch_result.mat", layumi)
    scipy.io.savemat(OUT / "multi_query.mat", several)
    scipy.io.savemat(OUT / "features_packed.mat", {
        **layumi, **several, "names": np.array(["a", 1], object), "opt": {"lr": 0.1},
        "name": "ft_ResNet50", "z": 1j * np.ones(2),
    }, do_compression=True)
    matlab73(OUT / "features_73.mat", {name: np.asarray(one) for name, one in layumi.items()})
    with h5py.File(OUT / "features.h5", "w") as file:
        for name, array in variables.items():
            file[name] = array
    (OUT / "features.json").write_text(json.dumps({
        side: {
            "features": one["f"].tolist(), "persons": one["person"].tolist(),
            "cameras": one["camera"].tolist(),
        } for side, one in (("query", query), ("gallery", gallery))
    }) + "\n")
    torch.save({
        **variables, "qf": torch.from_numpy(qf), "gf": torch.from_numpy(gf), "epoch": 60,
    }, OUT / "torchreid.pth")
    both = {key: np.concatenate([query[key], gallery[key]]) for key in query}
    cuts = [slice(at, at + BATCH) for at in range(0, QUERIES + GALLERY, BATCH)]
    torch.save([{
        "feats": torch.from_numpy(both["f"])[cut].clone(),
        "pids": torch.from_numpy(both["person"])[cut].clone(),
        "camids": torch.from_numpy(both["camera"])[cut].clone(),
        "img_paths": ["a.jpg", "b.jpg"],
    } for cut in cuts], OUT / "fastreid.pth")
    scalars = {**variables, "q_pids": list(query["person"]), "gf": list(gf)}
    (OUT / "features.pkl").write_bytes(old_names(pickle.dumps(scalars, protocol=4)))
    (OUT / "features_5.pkl").write_bytes(pickle.dumps(variables, protocol=5))
    for side, one in (("query", query), ("gallery", gallery)):
        np.save(OUT / f"{side}.npy", one["f"])
        pictures = [
            {"path": f"{person:04d}_c{camera}.jpg", "person": int(person), "camera": int(camera)}
            for person, camera in zip(one["person"], one["camera"])
        ]
        (OUT / f"{side}.json").write_text(json.dumps({"pictures": pictures}) + "\n")

    objects = np.array([Evil(), 1], object)
    np.savez(OUT / "hostile.npz", **{**variables, "q_pids": objects})
    (OUT / "hostile.pkl").write_bytes(pickle.dumps({"qf": qf, "gf": Evil()}))
    (OUT / "hostile_array.pkl").write_bytes(pickle.dumps({"qf": objects}))
    cells = np.array([[1, 2]], object)
    scipy.io.savemat(OUT / "hostile.mat", {**layumi, "query_label": cells})

    expected = [
        {**scores(given, gallery, metric, unmatched), "multi": several}
        for metric in ("cosine", "euclidean")
        for several, given in ((False, query), (True, pooled(query, multi, metric)))
        for unmatched in ("skip", "zero")
    ]
    made = f"tests/golden/features.py, NumPy {np.__version__}, float64"
    (OUT / "expected.json").write_text(
        json.dumps({"made": made, "ranks": RANKS, "scores": expected}, indent=1) + "\n"
    )


if __name__ == "__main__":
    main()
