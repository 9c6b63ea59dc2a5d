"""The registrations of `cargo bench --bench sameness` through Splink, another program that finds who is the same.

    pip install splink==5.0.0 duckdb==2.0.0
    cargo bench --bench sameness -- csv 977 registrations.csv
    python3 tests/sameness/by_splink.py registrations.csv

The model is as good as we know to make it: the same table as the program has when it compares (honorifics off,
units resolved, communes of before July 2025 as what took their place), names folded as the program folds them
(case, seat of the tone, marks, y for i), ladders like those of schemas/sameness.toml, term frequencies on name,
unit and position, six blocking rules, u from random pairs, m by EM on three blockings. Prints the threshold of
the best F1, chosen with the truth in hand, and the best recall at a precision of 0.999. Splink asks no
questions, so its figures are to be held against the program's own joins.
"""

import csv
import sys
import tempfile
import time
import unicodedata

import duckdb
import splink.comparison_library as cl
import splink.comparison_level_library as cll
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

TONES = "\u0300\u0301\u0303\u0309\u0323"


def key(name):
    """Case and tone placement apart: the tone goes to the end of its word."""
    words = []
    for word in unicodedata.normalize("NFD", name.casefold()).split():
        tone = "".join(c for c in word if c in TONES)
        rest = "".join(c for c in word if c not in TONES)
        words.append(unicodedata.normalize("NFC", rest) + tone)
    return " ".join(words)


def bare(name):
    letters = unicodedata.normalize("NFD", name.casefold().replace("đ", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("y", "i")


def rows(path):
    short = {"gv": "giáo viên"}
    body = ("tập thể ", "")
    for row in csv.DictReader(open(path, encoding="utf-8")):
        name = row["name"].casefold()
        kind = {"individual": "person", "household": "household"}.get(row["kind"], "body")
        if kind == "body":
            name = name.removeprefix(body[0]).replace("htx ", "hợp tác xã ")
        head = name.replace(" – ", " và ").split(" và ")[0]
        words = key(head).split()
        yield {
            "unique_id": int(row["row"]),
            "truth": int(row["truth"]),
            "kind": kind,
            "name": " ".join(words),
            "loose": key(head).replace("y", "i").replace(" ", ""),
            "bare": bare(head).replace(" ", ""),
            "given": words[-1],
            "family": words[0],
            "born": row["born"] or None,
            "year": int(row["year"]) if row["year"] else None,
            "gender": row["gender"] or None,
            "position": short.get(row["position"].casefold(), row["position"].casefold()) or None,
            "unit": row["unit"] or None,
            "sender": row["sender"] or None,
            "address": row["address"].casefold() or None,
            "number": row["number"] or None,
        }


def two(n):
    return n * (n - 1) // 2


def curve(pairs, truth):
    """Precision and recall of pairs in one cluster, for each threshold from the highest down.

    Clusters are what Splink's own clustering makes: whatever hangs together by pairs above the threshold.
    """
    theirs = {}
    for who in truth.values():
        theirs[who] = theirs.get(who, 0) + 1
    of_truth = sum(map(two, theirs.values()))
    parent = {row: row for row in truth}
    members = {row: {who: 1} for row, who in truth.items()}
    size = dict.fromkeys(truth, 1)
    joined = right = 0

    def root(row):
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for at, (left, other, weight) in enumerate(pairs):
        one, two_ = root(left), root(other)
        if one != two_:
            if size[one] < size[two_]:
                one, two_ = two_, one
            joined += size[one] * size[two_]
            for who, n in members[two_].items():
                right += n * members[one].get(who, 0)
                members[one][who] = members[one].get(who, 0) + n
            size[one] += size[two_]
            parent[two_] = one
        last = at + 1 == len(pairs) or pairs[at + 1][2] != weight
        if last and joined:
            yield weight, right / joined, right / of_truth


def main(path):
    table = list(rows(path))
    truth = {row["unique_id"]: row["truth"] for row in table}
    connection = duckdb.connect()
    fields = [field for field in table[0] if field != "truth"]
    types = {field: "BIGINT" if field in ("unique_id", "year") else "VARCHAR" for field in fields}
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8", newline="") as folded:
        writer = csv.DictWriter(folded, fields, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(table)
        folded.flush()
        connection.execute(
            f"CREATE TABLE registrations AS SELECT * FROM read_csv('{folded.name}', header=true, columns={types})"
        )
    start = time.perf_counter()
    name = cl.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            cll.NullLevel("name"),
            cll.ExactMatchLevel("name", term_frequency_adjustments=True),
            cll.ExactMatchLevel("loose"),
            cll.ExactMatchLevel("bare"),
            cll.DamerauLevenshteinLevel("bare", 1),
            cll.DamerauLevenshteinLevel("bare", 2),
            cll.ElseLevel(),
        ],
    )
    birth = cl.CustomComparison(
        output_column_name="year",
        comparison_levels=[
            cll.NullLevel("year"),
            cll.ExactMatchLevel("born"),
            cll.CustomLevel(
                "year_l = year_r AND (born_l IS NULL OR born_r IS NULL)", label_for_charts="year alone"
            ),
            cll.CustomLevel("year_l = year_r", label_for_charts="another day"),
            cll.CustomLevel("abs(year_l - year_r) = 1", label_for_charts="a year apart"),
            cll.ElseLevel(),
        ],
    )
    unit = cl.CustomComparison(
        output_column_name="unit",
        comparison_levels=[
            cll.CustomLevel("unit_l IS NULL AND sender_l IS NULL", label_for_charts="none").configure(
                is_null_level=True
            ),
            cll.ExactMatchLevel("unit", term_frequency_adjustments=True),
            cll.ExactMatchLevel("sender"),
            cll.ElseLevel(),
        ],
    )
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("kind", "bare", "sender"),
            block_on("kind", "bare", "unit"),
            block_on("kind", "bare", "year"),
            block_on("kind", "given", "unit", "year"),
            block_on("kind", "family", "unit", "year"),
            block_on("number"),
        ],
        comparisons=[
            name,
            birth,
            unit,
            cl.ExactMatch("position").configure(term_frequency_adjustments=True),
            cl.ExactMatch("address"),
            cl.ExactMatch("gender"),
            cl.ExactMatch("number"),
        ],
        retain_intermediate_calculation_columns=False,
    )
    linker = Linker(DuckDBAPI(connection).register("registrations"), settings, log_level=30)
    sure = [block_on("kind", "loose", "born"), block_on("number")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.3)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("kind", "loose", "unit"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("kind", "loose", "year"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("kind", "unit", "year"))
    predictions = linker.inference.predict(threshold_match_probability=0.01)
    predicted = time.perf_counter() - start
    linker.clustering.cluster_pairwise_predictions_at_threshold(predictions, 0.95)
    seconds = time.perf_counter() - start
    pairs = connection.execute(
        f"SELECT unique_id_l, unique_id_r, match_weight FROM {predictions.physical_name} "
        "ORDER BY match_weight DESC, unique_id_l, unique_id_r"
    ).fetchall()
    points = list(curve(pairs, truth))
    f1 = lambda point: 2 * point[1] * point[2] / (point[1] + point[2])
    sure = [point for point in points if 0.999 <= point[1]]
    for said, best in (("best F1", max(points, key=f1)), ("precision 0.999", max(sure, key=lambda p: p[2], default=None))):
        if best:
            weight, precision, recall = best
            print(f"{said}: weight {weight:.2f} precision {precision:.4f} recall {recall:.4f} F1 {f1(best):.4f}")
    print(f"{len(pairs)} pairs; {seconds:.1f} s, of these {predicted:.1f} s to train and weigh")


if __name__ == "__main__":
    main(sys.argv[1])
