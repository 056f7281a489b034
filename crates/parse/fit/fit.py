"""Fits the forest of `article/block_model.txt` and cross-validates it by publisher.

usage: fit.py FOLDER=BLOCKS.jsonl… [--write MODEL.txt]

FOLDER holds a manifest.jsonl ({"id","url","expect":{"text"}}); BLOCKS.jsonl is what `cargo run --release --example
page_blocks -- FOLDER/manifest.jsonl` prints. Needs numpy and lightgbm. A block counts as article text when at least
half of its runs of four words stand in the expected text; it weighs as much as it adds to precision and recall of its
page. Prints the SHA-256 of its inputs, so that a model can be traced to them.
"""
import hashlib, json, random, re, statistics, sys
from collections import Counter
from urllib.parse import urlparse

import lightgbm
import numpy

FOLDS, ROUNDS, KEPT = 5, 220, 0.5
SETTINGS = dict(
    objective="binary", learning_rate=0.08, num_leaves=16, min_data_in_leaf=40, feature_fraction=0.6,
    bagging_fraction=0.8, bagging_freq=1, lambda_l2=20, extra_trees=True, max_bin=127, verbose=-1, num_threads=1,
    seed=3, deterministic=True,
)


def words(text):
    return re.findall(r"\w+", text or "")


def shingles(text):
    found = words(text)
    if len(found) < 4:
        return Counter([tuple(found)] if found else [])
    return Counter(tuple(found[at : at + 4]) for at in range(len(found) - 3))


def fold(text):
    return " ".join(words(text.lower()))


def publisher(url):
    parts = (urlparse(url).hostname or "").split(".")
    second = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in ("co", "com", "net", "org", "gov", "ac")
    return ".".join(parts[-3 if second else -2 :])


def load(folder, blocks):
    truth = {page["id"]: page for page in map(json.loads, open(f"{folder}/manifest.jsonl"))}
    for line in open(blocks):
        page = json.loads(line)
        known = truth[page["id"]]
        if known["expect"].get("text") and page["blocks"]:
            yield label(folder, known, page["blocks"])


def label(folder, known, blocks):
    truth = known["expect"]["text"]
    runs, size = shingles(truth), max(len(words(truth)), 1)
    lines = {fold(line) for line in truth.split("\n")}
    texts = [text for text, _ in blocks]
    labels, weights = [], []
    for text in texts:
        own = shingles(text)
        if len(words(text)) >= 4:
            labels.append(sum((own & runs).values()) >= 0.5 * sum(own.values()))
        else:
            labels.append(bool(fold(text)) and fold(text) in lines)
        weights.append(min((len(words(text)) + 1) / size, 0.3) + 0.002)
    features = numpy.array([row for _, row in blocks], dtype=float)
    return dict(folder=folder, host=publisher(known["url"]), truth=truth, texts=texts, features=features,
                labels=numpy.array(labels, dtype=float), weights=numpy.array(weights))


def fit(pages):
    join = lambda name: numpy.concatenate([page[name] for page in pages])
    weights = join("weights")
    data = lightgbm.Dataset(join("features"), join("labels"), weight=weights / weights.mean())
    return lightgbm.train(SETTINGS, data, ROUNDS)


def kept_text(page, chances):
    seen, kept = set(), []
    for text, chance in zip(page["texts"], chances):
        if chance >= KEPT and (len(words(text)) < 4 or fold(text) not in seen):
            seen.add(fold(text))
            kept.append(text)
    return "\n".join(kept)


def cross_validate(pages):
    hosts = sorted({page["host"] for page in pages})
    random.Random(1).shuffle(hosts)
    fold_of = {host: at % FOLDS for at, host in enumerate(hosts)}
    scores = {}
    for number in range(FOLDS):
        model = fit([page for page in pages if fold_of[page["host"]] != number])
        for page in (page for page in pages if fold_of[page["host"]] == number):
            found, true = shingles(kept_text(page, model.predict(page["features"]))), shingles(page["truth"])
            both = sum((found & true).values())
            scores.setdefault(page["folder"], []).append((both / max(sum(found.values()), 1), both / max(sum(true.values()), 1)))
    for folder, pairs in scores.items():
        precision, recall = (statistics.mean(column) for column in zip(*pairs))
        print(f"{folder}: body F1 {2 * precision * recall / (precision + recall):.4f} precision {precision:.4f} recall {recall:.4f}")


def tree_line(node):
    if "leaf_value" in node:
        return f"={node['leaf_value']:.4g}"
    rest = f"{tree_line(node['left_child'])} {tree_line(node['right_child'])}"
    return f"{node['split_feature']}<{node['threshold']:.6g} {rest}"


def main():
    arguments = sys.argv[1:]
    target = arguments.pop(arguments.index("--write") + 1) if "--write" in arguments else None
    pages = []
    for pair in (argument for argument in arguments if "=" in argument):
        folder, blocks = pair.split("=", 1)
        print(blocks, hashlib.sha256(open(blocks, "rb").read()).hexdigest())
        pages.extend(load(folder, blocks))
    if target is None:
        return cross_validate(pages)
    model = fit(pages).dump_model()
    with open(target, "w") as out:
        out.writelines(tree_line(tree["tree_structure"]) + "\n" for tree in model["tree_info"])


if __name__ == "__main__":
    main()
