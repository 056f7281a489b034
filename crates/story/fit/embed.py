#!/usr/bin/env python3
"""Fits the embedding table of models/news-static-256 to reports of one event, beginning at a table that is there.

usage: embed.py TABLE SETS OUT [ROUNDS]

TABLE   a folder with model.safetensors and tokenizer.json to begin at; see NOTE.md there for where the first one comes from
SETS    a folder of labelled sets, NAME.jsonl with {"id","title","text","story"} a line; the fit sees neus-train alone
OUT     the folder that the fitted table is written to, in the same form
ROUNDS  rounds through the stories (10)

Two reports of one event are drawn near each other and away from those of all other events of a batch (van den Oord and others,
InfoNCE, 2018). What moves is a common map of 256 to 256 numbers, what each piece counts, and, slowly, the rows themselves; so
that words without a report in the fit move with the others. A report is seen whole, by its headline alone or by its text
alone, for the news has all three. After each round it prints how well each set of TEST, of which the fit sees nothing, finds
reports of the same event (mean average precision). Needs numpy and scipy.
"""
import hashlib, json, os, re, shutil, sys, unicodedata

import numpy as np
import scipy.sparse as sp

TEST = ["allsides-dev", "neus-val", "uci-dev", "ecb-dev"]
BATCH, TEMPERATURE = 256, 0.07
# Steps of Adam (Kingma and Ba 2015): of the map, of what pieces count, and of the rows.
MAP_STEP, WORTH_STEP, ROW_STEP = 0.001, 0.01, 0.0005
# As in src/embedding.rs and src/embedding/pieces.rs.
MOST_PIECES, OPENING, FIRST_WORD = 160, 700, 1996
TABLE, SETS, OUT = sys.argv[1:4]
ROUNDS = int(sys.argv[4]) if len(sys.argv) > 4 else 10


def read_table():
    data = open(f"{TABLE}/model.safetensors", "rb").read()
    length = int.from_bytes(data[:8], "little")
    header, data = json.loads(data[8:8 + length]), data[8 + length:]
    def tensor(name, kind):
        start, end = header[name]["data_offsets"]
        return np.frombuffer(data[start:end], kind).reshape(header[name]["shape"]).astype(np.float32)
    return header, tensor("embeddings", np.int8) * tensor("scales", np.float32)[:, None]


def write_table(header, rows):
    scales = np.maximum(abs(rows).max(1), 1e-9) / 127
    tensors = {"scales": scales.astype(np.float32), "embeddings": np.clip(np.round(rows / scales[:, None]), -127, 127).astype(np.int8)}
    made = header["__metadata__"]["method"].split("; then")[0]
    new, data = {"__metadata__": {**header["__metadata__"], "method": f"{made}; then drawn to reports of one event (fit/embed.py)"}}, b""
    for name, tensor in tensors.items():
        part = tensor.tobytes()
        new[name] = {**header[name], "data_offsets": [len(data), len(data) + len(part)]}
        data += part
    head = json.dumps(new, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 8)
    os.makedirs(OUT, exist_ok=True)
    whole = len(head).to_bytes(8, "little") + head + data
    open(f"{OUT}/model.safetensors", "wb").write(whole)
    shutil.copy(f"{TABLE}/tokenizer.json", OUT)
    print("sha256 of model.safetensors:", hashlib.sha256(whole).hexdigest())


VOCABULARY = json.load(open(f"{TABLE}/tokenizer.json"))["model"]["vocab"]


def pieces(text):
    plain = unicodedata.normalize("NFD", text.lower())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    found = []
    for word in re.findall(r"[^\W_]+|[^\w\s]|_", plain):
        start, own = 0, []
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = VOCABULARY.get(("##" if start else "") + word[start:end])
                if piece is not None:
                    own.append(piece)
                    start = end
                    break
            else:
                own = []
                break
        found += own
        if len(found) >= MOST_PIECES:
            break
    return found[:MOST_PIECES]


def counts(texts):
    """How often each piece stands in each text."""
    rows = [(at, piece) for at, text in enumerate(texts) for piece in pieces(text)]
    at, piece = np.array(rows).T
    return sp.csr_matrix((np.ones(len(rows), np.float32), (at, piece)), (len(texts), len(VOCABULARY)))


def read_set(name):
    lines = [json.loads(line) for line in open(f"{SETS}/{name}.jsonl")]
    return lines, np.unique([line["story"] for line in lines], return_inverse=True)[1]


def whole(line):
    return f"{line['title']} {line['text'][:OPENING]}"


def unit(vectors):
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def mean_average_precision(vectors, story):
    likeness, found = vectors @ vectors.T, []
    np.fill_diagonal(likeness, -9)
    for query in np.random.default_rng(0).permutation(len(story))[:600]:
        hits = (story == story[query])[np.argsort(-likeness[query])][:-1]
        at = np.flatnonzero(hits) + 1
        if len(at):
            found.append((np.arange(1, len(at) + 1) / at).mean())
    return np.mean(found)


class Adam:
    def __init__(self, value, step):
        self.value, self.step, self.count = value, step, 0
        self.mean, self.square = np.zeros_like(value), np.zeros_like(value)

    def move(self, slope, rows=slice(None)):
        self.count += 1
        mean, square = 0.9 * self.mean[rows] + 0.1 * slope, 0.99 * self.square[rows] + 0.01 * slope**2
        self.mean[rows], self.square[rows] = mean, square
        steady = np.sqrt(square / (1 - 0.99**self.count)) + 1e-6
        self.value[rows] -= self.step * mean / (1 - 0.9**self.count) / steady


def one_batch(seen, plain, turn, worth, row):
    """Moves the table by one batch: the first half of `seen` and the second are reports of the same events, in order."""
    weights = plain * np.exp(worth.value)
    weighed = seen.multiply(weights[None, :]).tocsr()
    means = weighed @ row.value
    turned = means @ turn.value
    length = np.linalg.norm(turned, axis=1, keepdims=True)
    vectors, half = turned / length, seen.shape[0] // 2
    likeness = vectors @ vectors.T / TEMPERATURE
    np.fill_diagonal(likeness, -1e9)
    likeness -= likeness.max(1, keepdims=True)
    slope = np.exp(likeness)
    slope /= slope.sum(1, keepdims=True)
    slope[np.arange(2 * half), np.arange(2 * half) + np.repeat([half, -half], half)] -= 1
    slope /= 2 * half * TEMPERATURE
    of_vectors = slope @ vectors + slope.T @ vectors
    of_turned = (of_vectors - vectors * (of_vectors * vectors).sum(1, keepdims=True)) / length
    of_means = of_turned @ turn.value.T
    cells = seen.tocoo()
    of_worth = np.zeros_like(worth.value)
    of_cells = cells.data * weights[cells.col] * (row.value[cells.col] * of_means[cells.row]).sum(1)
    np.add.at(of_worth, cells.col, of_cells)
    used = np.unique(cells.col)
    of_rows = (weighed.T @ of_means)[used]
    turn.move(means.T @ of_turned + 1e-4 * (turn.value - np.eye(len(turn.value), dtype=np.float32)))
    worth.move(of_worth + 1e-5 * worth.value)
    row.move(of_rows, used)


def main():
    header, rows = read_table()
    rank = np.arange(len(rows)) - FIRST_WORD + 1
    plain = np.where(rank > 0, 0.001 / (0.001 + 0.08 / np.maximum(rank, 1)), 0.3).astype(np.float32)
    lines, story = read_set("neus-train")
    views = [[whole(line) for line in lines], [line["title"] or whole(line) for line in lines],
        [line["text"][:OPENING] or whole(line) for line in lines]]
    seen = sp.vstack([counts(view) for view in views]).tocsr()
    tests = {name: read_set(name) for name in TEST}
    tests = {name: (counts([whole(line) for line in lines]), of) for name, (lines, of) in tests.items()}
    turn = Adam(np.eye(rows.shape[1], dtype=np.float32), MAP_STEP)
    worth, row = Adam(np.zeros(len(rows), np.float32), WORTH_STEP), Adam(rows.copy(), ROW_STEP)
    members = [np.flatnonzero(story == one) for one in range(story.max() + 1)]
    members = [own for own in members if len(own) > 1]
    draw = np.random.default_rng(1)
    for number in range(ROUNDS + 1):
        weights = plain * np.exp(worth.value)
        told = {name: mean_average_precision(unit(counted.multiply(weights[None, :]).tocsr() @ row.value @ turn.value), of)
            for name, (counted, of) in tests.items()}
        print(number, "  ".join(f"{name} {figure:.4f}" for name, figure in told.items()), flush=True)
        if number == ROUNDS:
            break
        order = draw.permutation(len(members))
        for start in range(0, len(order), BATCH):
            pairs = np.array([draw.choice(members[one], 2, replace=False) for one in order[start:start + BATCH]]).T.ravel()
            view = draw.choice(3, len(pairs), p=[0.4, 0.4, 0.2])
            one_batch(seen[pairs + view * len(lines)], plain, turn, worth, row)
    fitted = np.exp(worth.value)[:, None] * (row.value @ turn.value)
    write_table(header, fitted / np.median(np.linalg.norm(fitted, axis=1)))


main()
