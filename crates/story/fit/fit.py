#!/usr/bin/env python3
"""Fits the tables of crates/story/src/judge/fitted.json, and tells how they do on stories they have not seen.

usage: fit.py SETS PROGRAMS WORK [FOLDS]

SETS      a folder of labelled sets, NAME.jsonl with {"id","source","published","title","text","story"} a line
PROGRAMS  the folder with the built examples `pairs` and `group` (cargo build --release -p tidings-story --examples)
WORK      a folder for what is made on the way; the tables for the project are WORK/fitted.json
FOLDS     folds of the cross-validation by story (3; 0 for none)

Needs numpy and lightgbm. Every set of TEST counts the same; parts of neus-train are added to the fit with less weight,
and small windows out of every set: a reader of three feeds has a small window, where what is nearest is often unrelated.
A document counts for its set's B-cubed figure only under tables that have seen nothing of its story.
"""
import hashlib, json, math, os, re, subprocess, sys
from collections import Counter, defaultdict

import lightgbm
import numpy as np

TEST = ["allsides-dev", "neus-val", "uci-dev", "ecb-dev"]
CONTEXT, PLAIN = 10, 9
# What may only speak for a pair (1) or against it (-1), in the order of src/context.rs and of Likeness::plain: more likeness,
# and being nearer than others are, never counts against one event.
MONOTONE = [1, 1, 1, 1, -1, -1, 0, 0, 1, 0] + [1, 1, 1, 1, 1, 1, 0, 0, 0]
# What all small windows of a set count beside the set.
SMALL_IMPORTANCE = 0.15
# Documents of the small windows that are drawn from each set.
SMALL = [8, 12, 18, 27, 40, 60, 90, 135, 200, 300]
# An arrival is judged by less than a whole window, so by a smaller forest.
SIZES = {"settled": {"trees": 100, "leaves": 8, "least": 200}, "placed": {"trees": 60, "leaves": 6, "least": 400}}
# Chosen by the cross-validated figures of all sets together; one for all.
THRESHOLDS = {"settled_from": {"headline": 0.13, "text": 0.56}, "placed_from": {"headline": 0.65, "text": 0.82}}
# As LEAST in src/group/near.rs: pairs below are not judged by their context.
LEAST = 0.02
SETS, PROGRAMS, WORK = sys.argv[1:4]
FOLDS = int(sys.argv[4]) if len(sys.argv) > 4 else 3


def rows(path):
    return [json.loads(line) for line in open(path)]


def fold_of(story):
    """Stories that a set pairs because they are easily confused are in one fold."""
    key = re.sub(r"^(ecb\d+)(plus)?$", r"\1", story)
    return int(hashlib.md5(key.encode()).hexdigest(), 16) % max(FOLDS, 1)


def parts_of_train(count=3):
    """Parts of neus-train by story, each as large as a test set."""
    lines = rows(f"{SETS}/neus-train.jsonl")
    stories = sorted({line["story"] for line in lines}, key=lambda story: hashlib.md5(story.encode()).hexdigest())
    for part in range(count):
        chosen = set(stories[part * 280:(part + 1) * 280])
        path = f"{WORK}/train{part}.jsonl"
        with open(path, "w") as out:
            out.writelines(json.dumps(line) + "\n" for line in lines if line["story"] in chosen)
        yield f"train{part}", path


def small_windows(name, documents):
    """Small windows of a set: stories drawn by their hash until there are enough documents. Two of three stories are cut to
    one report: the sets hold no event that only one publisher reports, and the news is full of them."""
    of_story = defaultdict(list)
    for document in documents:
        of_story[document["story"]].append(document)
    for number, size in enumerate(SMALL):
        drawn = {story: int(hashlib.md5(f"{number} {story}".encode()).hexdigest(), 16) for story in of_story}
        chosen = []
        for story in sorted(drawn, key=drawn.get):
            chosen += of_story[story][:1 if drawn[story] % 3 else 6]
            if len(chosen) >= size:
                break
        path = f"{WORK}/{name}.{size}.jsonl"
        with open(path, "w") as out:
            out.writelines(json.dumps(document) + "\n" for document in chosen)
        yield path, chosen


def study(path, online, tables):
    command = [f"{PROGRAMS}/pairs", *(["--online"] if online else []), tables]
    table = subprocess.run(command, stdin=open(path), capture_output=True, check=True).stdout
    return np.fromstring(table or b"", dtype=np.float32, sep=" ").reshape(-1, 2 + CONTEXT + PLAIN)


def regression_parts(plain):
    """As Likeness::parts in src/pair.rs."""
    words, title, names, meaning, told, back, hours, length, longer = plain.T
    undated = (hours < 0).astype(np.float32)
    apart = np.minimum(np.maximum(hours, 0) / 60, 5)
    together = np.exp(-np.maximum(hours, 0) / 24) * (1 - undated)
    root = [np.sqrt(np.maximum(part, 0)) for part in (words, title, names, meaning, told)]
    return np.column_stack([words, title, names, meaning, told, back, apart, length, longer, undated, together, words * length,
        title * length, names * length, meaning * length, told * length, *root, words**2, title**2, meaning**2, words * meaning])


def regression(x, y, weight, penalty=1e-5):
    """Newton's method; gives coefficients and the constant."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    x = np.column_stack([(x - mean) / spread, np.ones(len(x))]).astype(np.float64)
    found = np.zeros(x.shape[1])
    hold = np.eye(len(found)) * penalty * weight.sum()
    hold[-1, -1] = 0
    for _ in range(15):
        p = 1 / (1 + np.exp(-np.clip(x @ found, -30, 30)))
        curve = (x * (weight * (p * (1 - p) + 1e-9))[:, None]).T @ x + hold
        step = np.linalg.solve(curve, x.T @ (weight * (y - p)) - hold @ found)
        found += step
        if abs(step).max() < 1e-5:
            break
    coefficients = found[:-1] / spread
    return {"coefficients": [round(float(c), 5) for c in coefficients], "constant": round(float(found[-1] - coefficients @ mean), 5)}


def forest(x, y, weight, size):
    settings = dict(objective="binary", num_leaves=size["leaves"], learning_rate=0.1, min_data_in_leaf=size["least"], lambda_l2=5,
        max_bin=63, monotone_constraints=MONOTONE, boost_from_average=False, num_threads=1, seed=1, deterministic=True, verbose=-1)
    model = lightgbm.train(settings, lightgbm.Dataset(x, y, weight=weight), size["trees"]).dump_model()
    return {"trees": [flat(tree["tree_structure"]) for tree in model["tree_info"]]}


def flat(node):
    tree = {"parts": [], "limits": [], "below": [], "above": [], "leaves": []}
    def visit(node):
        if "leaf_value" in node:
            tree["leaves"].append(round(node["leaf_value"], 5))
            return -len(tree["leaves"])
        at = len(tree["parts"])
        tree["parts"].append(node["split_feature"])
        tree["limits"].append(float(f"{node['threshold']:.6g}"))
        tree["below"].append(0)
        tree["above"].append(0)
        tree["below"][at] = visit(node["left_child"])
        tree["above"][at] = visit(node["right_child"])
        return at
    visit(node)
    return tree


def gathered(sets, unseen, online, tables):
    """The pairs of all sets without the stories of one fold, with what is true and how much each counts."""
    found = []
    for name, (path, documents) in sets.items():
        importance = 1.0 if name in TEST else 0.3
        found.append((*judged(path, documents, unseen, online, tables), importance))
        for path, documents in small_windows(name, documents):
            found.append((*judged(path, documents, unseen, online, tables), SMALL_IMPORTANCE * importance / len(SMALL)))
    weights = [np.full(len(y), importance * 1e5 / max(len(y), 1)) for _, y, importance in found]
    return np.concatenate([x for x, _, _ in found]), np.concatenate([y for _, y, _ in found]), np.concatenate(weights)


def judged(path, documents, unseen, online, tables):
    """The pairs of one window without the stories of one fold, and what is true."""
    table = study(path, online, tables)
    left, right = (table[:, column].astype(int) for column in range(2))
    story = np.array([document["story"] for document in documents])
    seen = np.array([unseen is None or fold_of(document["story"]) != unseen for document in documents])
    same = story[left] == story[right]
    drawn = np.random.default_rng(1).random(len(table)) < 0.5
    keep = seen[left] & seen[right] & (table[:, 2 + 1] >= LEAST) & (same | drawn)
    return table[keep, 2:], same[keep]


def fit(sets, unseen, path):
    tables = {"pair": {"coefficients": [], "constant": 0}, "settled": {"trees": []}, "placed": {"trees": []}, **THRESHOLDS}
    def save():
        with open(path, "w") as out:
            json.dump(tables, out, separators=(",", ":"))
    save()
    x, y, weight = gathered(sets, unseen, False, path)
    tables["pair"] = regression(regression_parts(x[:, CONTEXT:]), y, weight)
    save()
    for kind in ("settled", "placed"):
        tables[kind] = forest(*gathered(sets, unseen, kind == "placed", path), SIZES[kind])
    save()
    return tables


def figures(sets, tables_of, online):
    """B-cubed F1 and nDCG@10 of each test set, each document under the tables of its fold."""
    for name in TEST:
        path, documents = sets[name]
        gold = {document["id"]: document["story"] for document in documents}
        size = Counter(gold.values())
        precision, recall, gain = [], [], []
        for fold, tables in tables_of.items():
            command = [f"{PROGRAMS}/group", *(["--online"] if online else []), tables]
            lines = subprocess.run(command, stdin=open(path), capture_output=True, check=True).stdout.splitlines()
            found = {line["id"]: line for line in map(json.loads, lines)}
            groups = defaultdict(list)
            for key, line in found.items():
                groups[line["story"]].append(key)
            for key, story in gold.items():
                if fold is not None and fold_of(story) != fold:
                    continue
                group = groups[found[key]["story"]]
                right = sum(gold[other] == story for other in group)
                precision.append(right / len(group))
                recall.append(right / size[story])
                if size[story] > 1:
                    ideal = sum(1 / math.log2(at + 2) for at in range(min(10, size[story] - 1)))
                    related = found[key]["related"][:10]
                    gain.append(sum((gold[other] == story) / math.log2(at + 2) for at, other in enumerate(related)) / ideal)
        p, r = np.mean(precision), np.mean(recall)
        print(f"{name:13} {'online ' if online else 'settled'} B3 F1 {2 * p * r / (p + r):.4f} ({p:.3f} {r:.3f})  nDCG@10 {np.mean(gain):.4f}", flush=True)


def main():
    os.makedirs(WORK, exist_ok=True)
    sets = {name: (f"{SETS}/{name}.jsonl", rows(f"{SETS}/{name}.jsonl")) for name in TEST}
    sets.update((name, (path, rows(path))) for name, path in parts_of_train())
    if FOLDS:
        tables_of = {fold: f"{WORK}/fold{fold}.json" for fold in range(FOLDS)}
        for fold, path in tables_of.items():
            fit(sets, fold, path)
        print("each story under tables that have not seen it", flush=True)
        for online in (False, True):
            figures(sets, tables_of, online)
    fit(sets, None, f"{WORK}/fitted.json")
    print("with the tables of the project", flush=True)
    for online in (False, True):
        figures(sets, {None: f"{WORK}/fitted.json"}, online)


if __name__ == "__main__":
    main()
