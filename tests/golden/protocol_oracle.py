"""Each published definition of the protocol once more, in plain Python: protocol.json.

    python3 tests/golden/protocol_oracle.py > tests/golden/protocol.json

Nothing but the standard library, every list sorted and walked. A case is made
by a generator that both sides have (x <- 1664525 x + 1013904223 mod 2^32, the
upper 24 bits), so that only seeds and scores are kept: protocol_case.ts makes
the same cases. They are full of ties, junk (-1), distractors (0), queries
without a match, images by the query's own camera.

The order of a ranking is by falling similarity, ties by index.
"""

import json
import math

CASES = 1000
DRAWS = 3
RATES = [0.01, 0.1, 0.3]


class Generator:
    def __init__(self, seed):
        self.state = seed

    def draw(self, below):
        self.state = (1664525 * self.state + 1013904223) % 2**32
        return (self.state >> 8) % below


class Case:
    def __init__(self, seed):
        draw = Generator(seed).draw
        queries, images, persons, levels = 1 + draw(6), 1 + draw(40), 1 + draw(5), 2 + draw(40)
        self.query = [(1 + draw(persons + 1), 1 + draw(3)) for _ in range(queries)]
        self.gallery = [(draw(persons + 2) - 1, 1 + draw(3)) for _ in range(images)]
        self.table = [[draw(levels) / 64 for _ in range(images)] for _ in range(queries)]

    def counted(self, query):
        """Indices that count for a query: no junk, not the same person by the same camera."""
        return [
            at
            for at, shown in enumerate(self.gallery)
            if shown[0] != -1 and shown != self.query[query]
        ]

    def ranked(self, query):
        row = self.table[query]
        return sorted(self.counted(query), key=lambda at: (-row[at], at))

    def hits(self, query):
        person = self.query[query][0]
        return [self.gallery[at][0] == person for at in self.ranked(query)]


def mean_precision(hits):
    """torchreid, fastreid: the mean of the precisions at the hits."""
    found, total = 0, 0.0
    for place, hit in enumerate(hits, 1):
        if hit:
            found += 1
            total += found / place
    return total / found if found else 0.0


def market_precision(hits):
    """The official code of Market-1501: trapezoids under precision over recall, from precision 1."""
    good = sum(hits)
    if good == 0:
        return 0.0
    area, old_recall, old_precision, found = 0.0, 0.0, 1.0, 0
    for place, hit in enumerate(hits, 1):
        found += hit
        recall, precision = found / good, found / place
        area += (recall - old_recall) * (old_precision + precision) / 2
        old_recall, old_precision = recall, precision
    return area


def inverse_penalty(hits):
    """mINP's: matches over the place of the last."""
    if not any(hits):
        return 0.0
    return sum(hits) / max(place for place, hit in enumerate(hits, 1) if hit)


def mean(values):
    return sum(values) / len(values)


def within(hits, rank):
    return float(any(hits[:rank]))


def closed_set(case):
    """Both means of unmatched queries, skipped and as zeros; None if no query has a match."""
    lists = [case.hits(query) for query in range(len(case.query))]
    matched = [hits for hits in lists if any(hits)]
    if not matched:
        return None
    skip = [
        mean([mean_precision(hits) for hits in matched]),
        mean([market_precision(hits) for hits in matched]),
        mean([inverse_penalty(hits) for hits in matched]),
        *(mean([within(hits, rank) for hits in matched]) for rank in (1, 5, 10)),
    ]
    zero = [
        mean([mean_precision(hits) for hits in lists]),
        mean([market_precision(hits) for hits in lists]),
        mean([within(hits, 1) for hits in lists]),
    ]
    return [*skip, *zero]


def single_shot(case, seed, each_query):
    """One image a person, drawn anew DRAWS times: for all queries alike, or for each query from what counts for it.

    Rank-1, rank-5 and the mean of 1 / place over the draws of queries whose own image is among those left.
    """
    draw = Generator(seed).draw
    persons = sorted({person for person, _ in case.gallery if person > 0})

    def gallery(candidates):
        drawn = [at for at in candidates if case.gallery[at][0] == 0]
        for person in persons:
            own = [at for at in candidates if case.gallery[at][0] == person]
            if own:
                drawn.append(own[draw(len(own))])
        return drawn

    lists = []

    def look(query, drawn):
        left = set(drawn) & set(case.counted(query))
        person = case.query[query][0]
        hits = [case.gallery[at][0] == person for at in case.ranked(query) if at in left]
        if any(hits):
            lists.append(hits)

    if each_query:
        for query in range(len(case.query)):
            if any(case.hits(query)):
                for _ in range(DRAWS):
                    look(query, gallery(case.counted(query)))
    else:
        every = [at for at, (person, _) in enumerate(case.gallery) if person != -1]
        for _ in range(DRAWS):
            drawn = gallery(every)
            for query in range(len(case.query)):
                look(query, drawn)
    if not lists:
        return None
    return [
        mean([within(hits, 1) for hits in lists]),
        mean([within(hits, 5) for hits in lists]),
        mean([1 / (hits.index(True) + 1) for hits in lists]),
    ]


def threshold_of(values, rate):
    """The least threshold that at most a share of the values passes, where to pass is to be above it."""
    left = math.floor(rate * len(values))
    return -math.inf if left >= len(values) else sorted(values, reverse=True)[left]


def verification(case):
    """EER, area, TPR at FPRs, and the thresholds' places among the negatives; None without a pair of each kind."""
    positive, negative = [], []
    for query, (person, _) in enumerate(case.query):
        for at in case.counted(query):
            same = case.gallery[at][0] == person
            (positive if same else negative).append(case.table[query][at])
    if not positive or not negative:
        return None
    points = [(0.0, 0.0)]
    for value in sorted({*positive, *negative}, reverse=True):
        fpr = sum(other >= value for other in negative) / len(negative)
        tpr = sum(other >= value for other in positive) / len(positive)
        points.append((fpr, tpr))
    area = sum((x1 - x0) * (y0 + y1) / 2 for (x0, y0), (x1, y1) in zip(points, points[1:]))
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        over0, over1 = x0 - (1 - y0), x1 - (1 - y1)  # false accepts over false rejects
        if over1 >= 0:
            eer = x0 + (x1 - x0) * (-over0 / (over1 - over0))
            break
    tprs = [max(tpr for fpr, tpr in points if fpr <= rate) for rate in RATES]
    thresholds = [threshold_of(negative, rate) for rate in RATES]
    return [eer, area, *tprs, *thresholds]


def open_set(case):
    """Detection and identification rate at false alarm rates; None without a known query and an impostor."""
    known, impostors = [], []
    for query, (person, _) in enumerate(case.query):
        ranked = case.ranked(query)
        best = case.table[query][ranked[0]] if ranked else -math.inf
        hits = case.hits(query)
        if any(hits):
            known.append((best, hits[0]))
        else:
            impostors.append(best)
    if not known or not impostors:
        return None
    rates = []
    for rate in RATES[1:]:
        threshold = threshold_of(impostors, rate)
        rates.append(mean([float(right and best > threshold) for best, right in known]))
    return rates


def rounded(values):
    return values and [int(value) if value == int(value) else round(value, 11) for value in values]


def main():
    rows = []
    for seed in range(1, CASES + 1):
        case = Case(seed)
        found = [
            closed_set(case),
            single_shot(case, seed, False),
            single_shot(case, seed, True),
            verification(case),
            open_set(case),
        ]
        rows.append(json.dumps([rounded(values) for values in found], separators=(",", ":")))
    print("[\n" + ",\n".join(rows) + "\n]")


if __name__ == "__main__":
    main()
